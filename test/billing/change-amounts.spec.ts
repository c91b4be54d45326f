import fc from 'fast-check';
import { DAY } from '../../src/platform/clock/clock.js';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, Client, expectStatus } from '../client.js';

type Fan = Client & { subscription: string; customer: string };
interface Quote { way: string; due: { amount: number }; price: { amount: number }; at: number; lines: { sum: { amount: number } }[]; nextAt: string }

const CHANGE = '/@tamsin/membership/change';
/** What the tiers cost by the month and by the year, in cents: primes, so that nothing divides evenly. */
const PRICES = [[5003, 50_021], [11_027, 100_003], [20_011, 200_003]] as const;
const PERIODS = ['month', 'year'] as const;

describe('what a change takes', () => {
  let test: TestApp;
  let tiers: string[];
  let fans = 0;
  const stripe = () => test.app.get(StripeClient).api;
  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  const major = (cents: number) => (cents / 100).toFixed(2);
  const catalogue = (tier: number, period: string) => PRICES[tier]![PERIODS.indexOf(period as 'month')]!;
  const mine = async (fan: Client) => (await fan.get('/@tamsin/membership')).json;
  const advance = async (seconds: number) => expect((await test.control('POST', '/clock', { advanceSeconds: Math.ceil(seconds) })).status).toBe(200);
  const moveTo = async (iso: string) => advance((Date.parse(iso) - test.clock.now().getTime()) / 1000);
  const quoted = async (fan: Client, tier: number, period: string) => expectStatus(await fan.get(`${CHANGE}?tier=${tiers[tier]}&period=${period}`), 200).json.quote as Quote;
  const bodyOf = (tier: number, period: string, { due, price, at }: Quote) => ({ tierId: tiers[tier], period, due: due.amount, price: price.amount, at });
  const totals = async ({ subscription }: Fan) => (await stripe().invoices.list({ subscription, limit: 100 })).data.map((invoice) => invoice.total).reverse();

  /** Somebody who came by an address alone, pays since this moment, and pressed the link in the mail. */
  const member = async (tier: number, period: string): Promise<Fan> => {
    await rows('delete from limit_use');
    const fan = new Client(test.url);
    const { id, token } = expectStatus(await fan.post('/@tamsin/join', { email: `fan${++fans}@guests.example`, tierId: tiers[tier], period, currency: 'EUR' }), 201).json as { id: string; token: string };
    fan.token = token;
    expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
    await until('the membership is paid', async () => (await mine(fan)).kind === 'paid');
    const [row] = await rows('select s.account_id as account, s.subscription_id as subscription, s.customer_id as customer from subscription s join checkout_intent i on i.account_id = s.account_id where i.session_id = $1', [id]);
    await rows('update account set proved_at = created_at where id = $1', [row.account]);
    return Object.assign(fan, row);
  };
  const leave = async ({ subscription, customer }: Fan) => {
    await stripe().subscriptions.cancel(subscription);
    await until('the end to be known', async () => (await rows("select 1 from subscription where customer_id = $1 and status = 'canceled'", [customer])).length === 1);
  };

  beforeAll(async () => {
    test = await startApp();
    const owner = await buildPerson(test, 'Tamsin');
    await buildPage(test, owner, 'tamsin');
    tiers = [];
    for (const [month, year] of PRICES) {
      const tier = expectStatus(await owner.post('/studio/tamsin/tiers', { name: `For ${month}`, description: '', benefits: '', welcome: '', paid: 'paid', price: major(month), yearly: major(year), currency: 'EUR' }), 201);
      tiers.push(tier.json.id as string);
    }
  });
  afterAll(() => test.close());

  it('P17 is what was shown, adds up, and nets to nothing when it is turned back at once', async () => {
    const choice = fc.record({ tier: fc.nat(2), period: fc.constantFrom(...PERIODS) });
    await fc.assert(fc.asyncProperty(choice, choice, fc.double({ min: 0, max: 0.9, noNaN: true }), async (from, to, moment) => {
      fc.pre(from.tier !== to.tier || from.period !== to.period);
      const fan = await member(from.tier, from.period);
      const paidUntil = (await mine(fan)).paidUntil as string;
      await advance(moment * 27 * DAY / 1000);
      const quote = await quoted(fan, to.tier, to.period);
      expect(quote.price.amount).toBe(catalogue(to.tier, to.period));
      // Whoever thinks it over pays what was shown; a period that begins anew begins when it is paid.
      if (from.period === to.period) await advance(28 * 60);
      const after = expectStatus(await fan.post(CHANGE, bodyOf(to.tier, to.period, quote)), 200).json;
      const [first, ...rest] = await totals(fan);
      expect(first).toBe(catalogue(from.tier, from.period));
      if (quote.way === 'later') {
        expect([rest, after.coming.price.amount, after.coming.at, after.price.amount]).toEqual([[], quote.price.amount, paidUntil, first]);
      } else {
        expect(quote.lines.reduce((sum, line) => sum + line.sum.amount, 0)).toBe(quote.due.amount);
        expect([rest, after.price.amount]).toEqual([[quote.due.amount], quote.price.amount]);
        // A year begins when it is paid, not when it was shown.
        expect(Math.abs(Date.parse(after.paidUntil) - Date.parse(quote.nextAt))).toBeLessThan(60_000);
        if (from.period === to.period) {
          // As somebody could in Stripe's dashboard: all the way back, as of the same second.
          const { items: { data: [item] } } = await stripe().subscriptions.retrieve(fan.subscription);
          const [{ price }] = await rows('select s.price_id as price from stripe_price s join tier_price p on p.id = s.tier_price_id where p.tier_id = $1 and p.period = $2', [tiers[from.tier], from.period]);
          await stripe().subscriptions.update(fan.subscription, { items: [{ id: item!.id, price }], proration_behavior: 'always_invoice', proration_date: quote.at });
          const [, up, down] = await totals(fan);
          expect(Math.abs(up! + down!)).toBeLessThanOrEqual(1);
        }
      }
      await leave(fan);
    }), { numRuns: 10, examples: [[{ tier: 0, period: 'month' }, { tier: 2, period: 'month' }, 0.3]] });
  }, 120_000);

  it('P18 is the catalogue\'s amount whatever a body says', async () => {
    const fan = await member(0, 'month');
    const quote = await quoted(fan, 1, 'month');
    const good = bodyOf(1, 'month', quote);
    const amount = fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null), fc.nat(30_000), fc.constant(String(quote.due.amount)));
    const wild = fc.record({
      tierId: fc.constantFrom(tiers[1], tiers[2], 'x'), period: fc.constantFrom('month', 'year', 'day'), due: amount, price: amount, at: amount,
      amount, currency: fc.constantFrom('usd', 'eur'), metadata: fc.constant({ tier: 'x' }),
    }, { requiredKeys: [] });
    // A field that is unknown or no number is turned away unread; these are read.
    const plausible = fc.record({
      tierId: fc.constantFrom(tiers[1], tiers[1], tiers[2]), period: fc.constantFrom('month', 'month', 'year'), due: fc.oneof(fc.constant(good.due), fc.nat(30_000)),
      price: fc.oneof(fc.constant(good.price), fc.integer({ min: 1, max: 30_000 })), at: fc.constantFrom(good.at, good.at, good.at + 86_400 * 20, good.at - 86_400 * 20),
    });
    const lies = (change: object) => Object.entries(good).some(([key, said]) => key in change && String(change[key as never]) !== String(said));
    // None of these was shown, so each is refused: once one is taken, what comes after tells nothing.
    await fc.assert(fc.asyncProperty(fc.oneof(wild, plausible, plausible).filter(lies), async (change) => {
      await rows('delete from limit_use');
      const { status } = await fan.post(CHANGE, { ...good, ...change });
      expect([status === 200, await totals(fan)]).toEqual([false, [catalogue(0, 'month')]]);
    }), { numRuns: 60, ...(process.env.MUTANT && { endOnFailure: true }) });
    expectStatus(await fan.post(CHANGE, bodyOf(1, 'month', await quoted(fan, 1, 'month'))), 200);
    expect(await totals(fan)).toHaveLength(2);
    await leave(fan);
  }, 60_000);

  it('follows the calendar over the 31st, a leap day and the turn of a year', async () => {
    // The year before the next leap year that has not begun, whatever the clock has come to.
    const next = test.clock.now().getUTCFullYear() + 1;
    const year = next + (3 - (next % 4));
    await moveTo(`${year}-01-31T12:00:00Z`);
    const fan = await member(1, 'month');
    expect((await mine(fan)).paidUntil).toMatch(new RegExp(`^${year}-02-28`));
    const down = await quoted(fan, 0, 'month');
    expect(down.nextAt).toMatch(new RegExp(`^${year}-02-28`));
    expectStatus(await fan.post(CHANGE, bodyOf(0, 'month', down)), 200);
    await moveTo(`${year}-03-01T12:00:00Z`);
    await until('the cheaper tier', async () => (await mine(fan)).price.amount === 5003);
    // The day of the month is the one it began on, not the last day of February.
    expect((await mine(fan)).paidUntil).toMatch(new RegExp(`^${year}-03-31`));
    expect(await totals(fan)).toEqual([11_027, 5003]);
    await leave(fan);

    await moveTo(`${year + 1}-02-29T12:00:00Z`);
    const [monthly, yearly] = [await member(0, 'month'), await member(0, 'year')];
    expect((await mine(yearly)).paidUntil).toMatch(new RegExp(`^${year + 2}-02-28`));
    const toYear = await quoted(monthly, 0, 'year');
    expect([toYear.way, toYear.nextAt.slice(0, 10)]).toEqual(['now', `${year + 2}-02-28`]);
    expectStatus(await monthly.post(CHANGE, bodyOf(0, 'year', toYear)), 200);
    expect(await totals(monthly)).toEqual([5003, toYear.due.amount]);
    const back = await quoted(yearly, 2, 'month');
    expectStatus(await yearly.post(CHANGE, bodyOf(2, 'month', back)), 200);
    expect(back.nextAt).toMatch(new RegExp(`^${year + 2}-02-28`));
    await moveTo(`${year + 2}-03-01T12:00:00Z`);
    await until('the months', async () => (await mine(yearly)).interval === 'month');
    expect(await totals(yearly)).toEqual([50_021, 20_011]);
    expect(await mine(yearly)).toMatchObject({ price: { amount: 20_011 }, paidUntil: expect.stringMatching(new RegExp(`^${year + 2}-03-2[89]`)), coming: null });
    expect(await totals(monthly)).toEqual([5003, toYear.due.amount, 50_021]);
  }, 60_000);
});
