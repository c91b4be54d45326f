import fc from 'fast-check';
import { Payments } from '../../src/billing/index.js';
import { Changes } from '../../src/billing/changes/changes.service.js';
import { Quotes } from '../../src/billing/changes/quotes.service.js';
import { PeriodEndings } from '../../src/billing/period-endings.service.js';
import { PageEndings } from '../../src/billing/refunds/page-endings.service.js';
import { PageRefunds } from '../../src/billing/refunds/page-refunds.service.js';
import { Subscription } from '../../src/billing/subscription.entity.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { Closings, Creators, type CreatorWithPictures } from '../../src/members/index.js';
import { Database } from '../../src/platform/index.js';
import { writeAmount } from '../../src/tiers/index.js';
import { actorOf, type Fan } from './fan.js';
import { hasten, type Ordeal, ordeals, undergo } from './ordeal.js';
import { tiersHeld } from './projection.js';
import type { Replica } from './replica.js';
import { World } from './world.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };

/** Money goes back, and nobody here hears. */
const unheard: Ordeal['blows'][number] = { way: 'press', tabs: 1, fault: { method: 'POST', path: '/v1/refunds', kind: 'status_after', status: 500, times: 2 } };

describe('what ends', () => {
  let world: World;
  let install: Replica;
  let creator: CreatorWithPictures;

  beforeAll(async () => {
    world = await World.open(['one']);
    install = world.replicas[0]!;
    await world.advance(0);
    hasten(install);
    creator = await install.app.get(Creators).byHandle('tamsin');
  });
  afterAll(() => world.close());

  const priceAt = (n: number, shelf = 0) => world.shelves[shelf]!.prices[n]!;
  const learn = async ({ customer }: Fan) => {
    await install.app.get(Sync).syncAfterChange(world.account, customer);
    await install.app.get(Payments).readNow({ account: world.account, customer });
  };
  /** Somebody who pays for a month, as we know by now; dismissed when the work is done. */
  async function withMember(price: string, work: (fan: Fan & { subscription: string }) => Promise<void>): Promise<void> {
    const fan = await world.welcome();
    const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: fan.customer });
    const { id } = await world.stripe.subscriptions.create({ customer: fan.customer, items: [{ price }], default_payment_method: card.id });
    await learn(fan);
    await install.work({ acts: true });
    try {
      await work({ ...fan, subscription: id });
    } finally {
      await world.control('DELETE', '/faults');
      await world.dismiss(fan);
      await install.db.query('delete from graphile_worker._private_jobs');
    }
  }
  const rowOf = (subscriptionId: string) => install.app.get(Database).repo(Subscription).findOneByOrFail({ subscriptionId });
  const paidBy = async ({ accountId }: Fan) => (await install.app.get(Payments).ofAccount(accountId)).find(({ status }) => status === 'paid')!;
  const refundsTo = async ({ customer }: Fan) => {
    const { data: charges } = await world.stripe.charges.list({ customer });
    return (await Promise.all(charges.map(({ id }) => world.stripe.refunds.list({ charge: id })))).flatMap(({ data }) => data.map(({ amount }) => amount));
  };
  const audited = async ({ accountId }: Fan, act: string) =>
    (await install.db.query<{ detail: object }>('select detail from audit_entry where subject = $1 and act = $2', [accountId, act])).rows.map(({ detail }) => detail);
  const twice = (told: string[]) => told.filter((one, n) => told.indexOf(one) !== n);

  it('P23 a payment that two sums are asked to go back of gives back one of them, and the books say which', async () => {
    const sums = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 2 });
    await fc.assert(fc.asyncProperty(ordeals('POST /v1/refunds'), fc.boolean(), sums, ({ blows, last }, isUnheard, amounts) => withMember(priceAt(0), async (fan) => {
      const payment = await paidBy(fan);
      const given: number[] = [];
      let presses = 0;
      const told = await undergo(world, install, { blows: isUnheard ? [unheard, ...blows] : blows, last }, async () => {
        const amount = amounts[presses++ % 2]!;
        await install.app.get(PageRefunds).give(actorOf(fan), creator.id, payment, { amount, seen: 0, end: false });
        given.push(amount);
      });
      const refunds = await refundsTo(fan);
      expect(amounts.filter((amount) => amount === refunds[0])).toEqual(refunds);
      expect([...new Set([...given, ...refunds])]).toEqual(refunds);
      expect(await audited(fan, 'moneyReturned')).toEqual([{ amount: writeAmount(refunds[0]!, 'EUR'), currency: 'EUR' }]);
      expect((await paidBy(fan)).refunded).toBe(refunds[0]);
      expect(twice(told)).toEqual([]);
    })), SETTINGS);
  });

  it('P9 what a page ends, with its money or without, ends once, and nothing more is asked for', async () => {
    const brokenOff = (kind: string): Ordeal => ({ blows: [{ way: 'press', tabs: 1, fault: { method: 'DELETE', path: '/v1/subscriptions/*', kind, times: 4 } }], last: ['news', 'safeguard'] });
    await fc.assert(fc.asyncProperty(ordeals('* /v1/subscriptions/*', 'DELETE /v1/subscriptions/*', '* /v1/invoices/*', 'POST /v1/refunds'), fc.boolean(), fc.boolean(), (ordeal, back, owes) => withMember(priceAt(0), async (fan) => {
      if (owes) {
        const bad = await world.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: fan.customer });
        const { items } = await world.stripe.subscriptions.retrieve(fan.subscription);
        await world.stripe.subscriptions.update(fan.subscription, {
          items: [{ id: items.data[0]!.id, price: priceAt(2) }], proration_behavior: 'always_invoice', payment_behavior: 'allow_incomplete', default_payment_method: bad.id,
        });
        await learn(fan);
      }
      const payment = await paidBy(fan);
      const told = await undergo(world, install, ordeal, async () => {
        if (back) await install.app.get(PageRefunds).give(actorOf(fan), creator.id, payment, { amount: null, seen: 0, end: true });
        else await install.app.get(PageEndings).endNow(fan.accountId, await rowOf(fan.subscription));
      });
      expect((await world.stripe.subscriptions.retrieve(fan.subscription)).status).toBe('canceled');
      expect((await world.stripe.invoices.list({ subscription: fan.subscription, status: 'open' })).data).toEqual([]);
      expect(await refundsTo(fan)).toEqual(back ? [500] : []);
      expect(await audited(fan, 'membershipEnded')).toHaveLength(1);
      expect(told.filter((one) => /^(MembershipEndedByPage|PaidMembershipEnded):\w+Mail/.test(one)).map((one) => one.split(':')[0]).sort()).toEqual(['MembershipEndedByPage', 'PaidMembershipEnded']);
      expect(twice(told)).toEqual([]);
      expect([...await tiersHeld(install, fan, creator.id, await world.advance(0))]).toEqual([]);
    })), { ...SETTINGS, examples: [[brokenOff('drop_after'), true, true], [brokenOff('drop_before'), false, false]] });
  });

  it('P9 whoever leaves goes with the period that is paid for, told once, and whoever stays after all is not put out later', async () => {
    await fc.assert(fc.asyncProperty(ordeals('* /v1/subscriptions/*', 'POST /v1/subscriptions/*', 'POST /v1/subscription_schedules/*'), fc.boolean(), fc.boolean(), (ordeal, arranged, stays) => withMember(priceAt(2), async (fan) => {
      if (arranged) {
        const wanted = { tierId: world.shelves[0]!.tiers[0]!, period: 'month' as const };
        const { due, price, at } = await install.app.get(Quotes).quote(actorOf(fan), creator, wanted);
        await install.app.get(Changes).agree(actorOf(fan), creator, { ...wanted, due, price: price.amount, at });
        await install.work();
      }
      const told = await undergo(world, install, ordeal, async () => install.app.get(PeriodEndings).end(await rowOf(fan.subscription)));
      const left = await world.stripe.subscriptions.retrieve(fan.subscription);
      expect([left.status, left.cancel_at_period_end, left.schedule]).toEqual(['active', true, null]);
      expect(await rowOf(fan.subscription)).toMatchObject({ cancelAtPeriodEnd: true, coming: null });
      expect(told.filter((one) => /^MembershipEnding:\w+Mail/.test(one))).toHaveLength(1);
      expect(twice(told)).toEqual([]);
      const { rows: signals } = await install.db.query("select kind from signal where account_id = $1 and kind in ('canceled', 'resumed')", [fan.accountId]);
      expect(signals).toEqual([{ kind: 'canceled' }]);
      expect((await world.stripe.charges.list({ customer: fan.customer })).data.map(({ amount }) => amount)).toEqual([900]);
      if (!stays) return;
      // What was pressed once more, and cut off, is taken back with the rest.
      await world.control('POST', '/faults', { path: '/v1/subscriptions/*', kind: 'status', status: 500, times: 2 });
      await install.app.get(PeriodEndings).end(await rowOf(fan.subscription)).catch(() => null);
      await world.control('DELETE', '/faults');
      await install.app.get(PeriodEndings).goOn(await rowOf(fan.subscription));
      await install.work();
      expect((await world.stripe.subscriptions.retrieve(fan.subscription)).cancel_at_period_end).toBe(false);
      expect(await rowOf(fan.subscription)).toMatchObject({ cancelAtPeriodEnd: false });
    })), SETTINGS);
  });

  /** What is written of each membership that a closing ends. */
  const closingOf = async ({ subscription }: { subscription: string }) =>
    (await install.db.query('select amount, done_at is not null as done from closing_refund where subscription_id = $1', [subscription])).rows;

  it('P23 a page that closes gives back once what it did not give, and all of it to whoever paid too late', async () => {
    const { handle } = (await install.db.query<{ handle: string }>('select handle from creator where id = $1', [world.shelves[1]!.creatorId])).rows[0]!;
    const page = await install.app.get(Creators).byHandle(handle);
    const calls = ['POST /v1/refunds', 'POST /v1/refunds', 'DELETE /v1/subscriptions/*', 'GET /v1/invoices'];
    const reopen = () => install.db.query('update creator set closed_at = null, closing_begins_at = null, closing_begun_at = null where id = $1', [page.id]);
    await fc.assert(fc.asyncProperty(ordeals(...calls), fc.integer({ min: 1, max: 29 }), fc.constantFrom(0, 0, 100, 400), ({ blows, last }, days, back) => withMember(priceAt(0, 1), (fan) => withMember(priceAt(0), async (owner) => {
      const { data: [charge] } = await world.stripe.charges.list({ customer: fan.customer });
      if (back > 0) await world.stripe.refunds.create({ charge: charge!.id, amount: back });
      await world.advance(days * 86_400);
      await install.app.get(Closings).close(actorOf(owner), page, { farewell: null, readableUntil: null });
      // Nobody presses for what follows.
      const told = await undergo(world, install, { blows: blows.map((blow) => ({ ...blow, way: 'safeguard' })), last }, async () => undefined);
      const { closedAt } = (await install.app.get(Closings).of(page.id))!;
      const { status, items } = await world.stripe.subscriptions.retrieve(fan.subscription);
      const { current_period_start: from, current_period_end: until } = items.data[0]!;
      const ahead = Math.ceil(500 * (until - closedAt.getTime() / 1000) / (until - from) - 1e-6);
      const due = Math.min(ahead, 500 - back);
      expect(status).toBe('canceled');
      expect((await refundsTo(fan)).toSorted((a, b) => a - b)).toEqual([back, due].filter((amount) => amount > 0).toSorted((a, b) => a - b));
      expect(await closingOf(fan)).toEqual([{ amount: due, done: true }]);
      expect(told.filter((one) => /^MembershipClosed:\w+Mail/.test(one))).toHaveLength(1);
      expect(twice(told)).toEqual([]);
      await withMember(priceAt(0, 1), async (late) => {
        expect([await refundsTo(late), await closingOf(late)]).toEqual([[500], [{ amount: 500, done: true }]]);
      });
    })).finally(reopen)), { ...SETTINGS, numRuns: Math.ceil(RUNS / 2), examples: [[{ blows: [unheard], last: ['safeguard', 'news'] }, 5, 0]] });
  });
});
