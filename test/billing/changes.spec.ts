import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, type Client, expectStatus, PASSWORD } from '../client.js';
import { StripeClient } from '../../src/billing/index.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Quote { tier: { id: string }; way: string; interval: string; due: { amount: number }; price: { amount: number }; at: number; lines: { sum: { amount: number } }[]; startsAt: string; nextAt: string }

const CHANGE = '/@tamsin/membership/change';
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

describe('a change of a membership', () => {
  let test: TestApp;
  let owner: Person;
  let proof: string;
  let edition: string;
  let people = 0;
  const stripe = () => test.app.get(StripeClient).api;
  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  const mine = async (fan: Client) => (await fan.get('/@tamsin/membership')).json;
  const pass = async (seconds: number) => expect((await test.control('POST', '/clock', { advanceSeconds: Math.ceil(seconds) })).status).toBe(200);
  const letters = async (fan: Person, subject: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && subject.test(mail.subject ?? ''));
  const tier = async (name: string, price: string, more: object = {}) => expectStatus(await owner.post('/studio/tamsin/tiers', {
    name, description: '', benefits: `${name} and more`, welcome: '', paid: 'paid', price, currency: 'EUR', ...more,
  }), 201).json.id as string;
  const quoted = async (fan: Client, tierId: string, period = 'month') => expectStatus(await fan.get(`${CHANGE}?tier=${tierId}&period=${period}`), 200).json.quote as Quote;
  const agreed = ({ tier: { id }, interval, due, price, at }: Quote) => ({ tierId: id, period: interval, due: due.amount, price: price.amount, at });
  const change = async (fan: Client, tierId: string, period = 'month') => fan.post(CHANGE, agreed(await quoted(fan, tierId, period)));
  const stripeOf = async (fan: Person) => {
    const [{ id, customer }] = await rows('select subscription_id as id, customer_id as customer from subscription where account_id = $1', [fan.accountId]);
    return { id: id as string, customer: customer as string };
  };
  const takenFrom = async (fan: Person) => (await stripe().charges.list({ customer: (await stripeOf(fan)).customer, limit: 100 })).data.filter((one) => one.status === 'succeeded').map((one) => one.amount).reverse();
  /** Somebody who pays for a tier since this moment. */
  const member = async (tierId: string, choice: object = {}) => {
    const fan = await buildPerson(test, `Changer${++people}`);
    const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId, ...choice }), 201).json as { id: string };
    expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
    await until('the membership is paid', async () => { const answer = await fan.get('/@tamsin/membership'); return answer.status === 200 && answer.json.kind === 'paid'; });
    return fan;
  };
  const payWith = async (fan: Person, token: string) => {
    const { id, customer } = await stripeOf(fan);
    const { id: method } = await stripe().paymentMethods.attach(token, { customer });
    await stripe().subscriptions.update(id, { default_payment_method: method });
  };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    proof = (await buildPage(test, owner, 'tamsin')).paid.id;
    edition = await tier('Edition', '11', { yearly: '110' });
    expectStatus(await owner.post(`/studio/tamsin/tiers/${proof}/prices`, { price: '50', currency: 'EUR', period: 'year' }), 201);
  });
  afterAll(() => test.close());

  it('to a dearer tier charges what was shown, and opens at once', async () => {
    const fan = await member(proof);
    await pass(10 * DAY_S);
    const quote = await quoted(fan, edition);
    expect(quote).toMatchObject({ way: 'now', price: { amount: 1100, currency: 'EUR' }, interval: 'month' });
    expect(quote.due.amount).toBeGreaterThan(300);
    expect(quote.lines.reduce((sum, line) => sum + line.sum.amount, 0)).toBe(quote.due.amount);
    const after = expectStatus(await fan.post(CHANGE, agreed(quote)), 200).json;
    expect(after).toMatchObject({ tier: { name: 'Edition' }, price: { amount: 1100 }, coming: null });
    expect(await takenFrom(fan)).toEqual([500, quote.due.amount]);
    const [told] = await until('a mail', async () => { const found = await letters(fan, /Edition/); return found.length > 0 && found; });
    expect(told!.text).toMatch(/was charged/);
  });

  it('to a cheaper one waits for the end of what is paid, can be taken back, and is made then', async () => {
    const fan = await member(edition);
    const quote = await quoted(fan, proof);
    expect(quote).toMatchObject({ way: 'later', due: { amount: 0 }, price: { amount: 500 } });
    const until1 = (await mine(fan)).paidUntil;
    expect(quote.startsAt).toBe(until1);
    const planned = expectStatus(await fan.post(CHANGE, agreed(quote)), 200).json;
    expect(planned).toMatchObject({ tier: { name: 'Edition' }, price: { amount: 1100 }, nextPrice: { amount: 500 }, coming: { kind: 'scheduled', tier: { name: 'Proof' }, price: { amount: 500 }, at: until1 } });
    expect((await fan.get('/account/charges')).json.coming[0]).toMatchObject({ nextPrice: { amount: 500 }, coming: { kind: 'scheduled' } });
    expect((await fan.get('/@tamsin/membership/card')).json).toMatchObject({ price: { amount: 1100 }, nextPrice: { amount: 500 } });
    expect((await fan.get('/@tamsin/membership/pause')).json).toMatchObject({ goOnPrice: { amount: 500 }, choices: [{ price: { amount: 500 } }, {}, {}, { price: null }] });
    await until('a mail', async () => (await letters(fan, /^Proof, from/)).length === 1);
    const undone = expectStatus(await fan.post(`${CHANGE}/undo`), 200).json;
    expect(undone).toMatchObject({ coming: null, nextPrice: { amount: 1100 } });
    expect((await fan.post(`${CHANGE}/undo`)).json).toMatchObject({ status: 409, code: 'change_nothing' });
    await until('a mail', async () => (await letters(fan, /^You stay in Edition/)).length === 1);
    // The old form, found again by going back, is as good as a new one.
    expect(expectStatus(await fan.post(CHANGE, agreed(quote)), 200).json.coming).toMatchObject({ kind: 'scheduled' });
    await until('a second mail', async () => (await letters(fan, /^Proof, from/)).length === 2);
    await pass(33 * DAY_S);
    await until('the change', async () => (await mine(fan)).tier.name === 'Proof');
    expect(await mine(fan)).toMatchObject({ price: { amount: 500 }, coming: null, status: 'active' });
    expect(await takenFrom(fan)).toEqual([1100, 500]);
    await until('a mail', async () => (await letters(fan, /^You are in Proof now/)).length === 1);
    expect(await letters(fan, /^You stay/)).toHaveLength(1);
  });

  it('is called off by leaving, and a dearer one at once takes its place', async () => {
    const [leaver, climber] = [await member(edition), await member(edition)];
    const top = await tier('Press', '30');
    for (const fan of [leaver, climber]) expectStatus(await change(fan, proof), 200);
    expectStatus(await leaver.post('/@tamsin/membership/cancellation'), 200);
    expect(await mine(leaver)).toMatchObject({ status: 'ending', coming: null, canChange: false });
    expect((await leaver.get(CHANGE)).json).toMatchObject({ status: 409, code: 'change_ending' });
    expectStatus(await leaver.post('/@tamsin/membership/cancellation/undo'), 200);
    expect(await mine(leaver)).toMatchObject({ status: 'active', coming: null });
    expect(expectStatus(await change(climber, top), 200).json).toMatchObject({ tier: { name: 'Press' }, coming: null });
    expect((await stripe().subscriptions.retrieve((await stripeOf(climber)).id)).schedule).toBeNull();
    for (const fan of [leaver, climber]) expect(await letters(fan, /^You stay in/)).toEqual([]);
  });

  /** Stripe is not to be reached for what is asked of subscriptions. */
  const cutOff = async (work: () => Promise<unknown>) => {
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/subscriptions/*', kind: 'drop_before', times: 100 });
    await work();
    await test.control('DELETE', '/faults');
  };
  const hurry = (key: string) => test.db.query('update graphile_worker._private_jobs set run_at = now() where key like $1', [`${key} %`]);

  it('that is arranged outlasts one at once that Stripe refuses, or that breaks off', async () => {
    const fan = await member(edition);
    const top = await tier('Press', '30');
    expectStatus(await change(fan, proof), 200);
    const quote = await quoted(fan, top);
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/subscriptions/*', kind: 'status', status: 400, times: 1 });
    expectStatus(await fan.post(CHANGE, agreed(quote)), 503);
    await until('it to stand there', async () => (await mine(fan)).coming?.tier.name === 'Proof');
    const scheduled = async () => (await stripe().subscriptions.retrieve((await stripeOf(fan)).id)).schedule;
    expect(await scheduled()).not.toBeNull();
    await cutOff(async () => expectStatus(await fan.post(CHANGE, agreed(quote)), 503));
    expect(await scheduled()).toBeNull();
    await hurry('rearrange');
    await until('it to be arranged again', scheduled);
    await until('us to know', async () => (await mine(fan)).coming?.tier.name === 'Proof');
    expect(await takenFrom(fan)).toEqual([1100]);
  });

  it('that is arranged outlasts a second word that somebody stays', async () => {
    const fan = await member(edition);
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    expectStatus(await fan.post('/@tamsin/membership/cancellation/undo'), 200);
    expectStatus(await change(fan, proof), 200);
    expectStatus(await fan.post('/@tamsin/membership/cancellation/undo'), 200);
    expect(await mine(fan)).toMatchObject({ status: 'active', coming: { tier: { name: 'Proof' } } });
  });

  it('is never called off by a leaving that comes to nothing', async () => {
    const fan = await member(edition);
    expectStatus(await change(fan, proof), 200);
    await cutOff(async () => expectStatus(await fan.post('/@tamsin/membership/cancellation'), 503));
    await hurry('leave');
    await until('it to end', async () => (await mine(fan)).status === 'ending');
    expectStatus(await fan.post('/@tamsin/membership/cancellation/undo'), 200);
    expect(await mine(fan)).toMatchObject({ status: 'active', coming: null });
  });

  describe('that the bank does not pay', () => {
    it.each([['refuses', 'pm_card_chargeCustomerFail'], ['asks its holder about', 'pm_card_authenticationRequired']])('because it %s leaves everything, with a way to pay, for 23 hours', async (_, token) => {
      const fan = await member(proof);
      await payWith(fan, token);
      const quote = await quoted(fan, edition);
      const waiting = expectStatus(await fan.post(CHANGE, agreed(quote)), 200).json;
      expect(waiting).toMatchObject({ tier: { name: 'Proof' }, price: { amount: 500 }, nextPrice: { amount: 500 }, canChange: false, coming: { kind: 'unpaid', tier: { name: 'Edition' }, due: quote.due } });
      expect(waiting.coming.payUrl).toMatch(/^http.*\/invoices\//);
      expect((await fetch(waiting.coming.payUrl)).status).toBe(200);
      // The same press again is the same change; another has to wait.
      expect(expectStatus(await fan.post(CHANGE, agreed(quote)), 200).json.coming).toEqual(waiting.coming);
      expect((await fan.get(CHANGE)).json).toMatchObject({ status: 409, code: 'change_waits' });
      const [told] = await until('a mail', async () => { const found = await letters(fan, /^Edition waits for its payment/); return found.length > 0 && found; });
      expect(told!.text).toContain(waiting.coming.payUrl);
      await pass(23 * HOUR_S + 60);
      await until('it to be dropped', async () => (await mine(fan)).coming === null);
      expect(await mine(fan)).toMatchObject({ tier: { name: 'Proof' }, status: 'active', canChange: true });
      expect(await takenFrom(fan)).toEqual([500]);
      expect(await letters(fan, /did not go through|You are in Edition/)).toEqual([]);
    });

    it('is made when it is paid after all, and told of once', async () => {
      const fan = await member(proof);
      await payWith(fan, 'pm_card_chargeCustomerFail');
      const { coming } = expectStatus(await change(fan, edition), 200).json;
      await payWith(fan, 'pm_card_visa');
      await stripe().invoices.pay(/in_\w+/.exec(coming.payUrl)![0]);
      await until('the change', async () => (await mine(fan)).tier.name === 'Edition');
      expect(await takenFrom(fan)).toEqual([500, coming.due.amount]);
      await until('a mail', async () => (await letters(fan, /^You are in Edition now/)).length === 1);
    });

    it('can be called off at once', async () => {
      const fan = await member(proof);
      await payWith(fan, 'pm_card_chargeCustomerFail');
      expectStatus(await change(fan, edition), 200);
      expect(expectStatus(await fan.post(`${CHANGE}/undo`), 200).json).toMatchObject({ coming: null, tier: { name: 'Proof' } });
      expect(await letters(fan, /^You stay/)).toEqual([]);
    });
  });

  it('goes from months to years at once, for a whole year, and back when it is over', async () => {
    const fan = await member(proof);
    await pass(10 * DAY_S);
    const quote = await quoted(fan, proof, 'year');
    expect(quote).toMatchObject({ way: 'now', price: { amount: 5000 } });
    expect(quote.lines.map((line) => line.sum.amount)).toContain(5000);
    const { json: changed } = expectStatus(await fan.post(CHANGE, agreed(quote)), 200);
    expect(changed).toMatchObject({ interval: 'year', price: { amount: 5000 } });
    // The year begins when it is agreed to, some seconds after it was shown.
    expect(Date.parse(changed.paidUntil) - Date.parse(quote.nextAt!)).toBeLessThan(60_000);
    expect(await takenFrom(fan)).toEqual([500, quote.due.amount]);
    const back = await quoted(fan, edition, 'month');
    expect(back).toMatchObject({ way: 'later', due: { amount: 0 } });
    expectStatus(await fan.post(CHANGE, agreed(back)), 200);
    expect((await mine(fan)).coming).toMatchObject({ tier: { name: 'Edition' }, interval: 'month', at: (await mine(fan)).paidUntil });
  });

  it('is refused with a reason where it cannot be', async () => {
    const fan = await member(proof);
    const [gone, secret, full, yen] = [await tier('Gone', '20'), await tier('Secret', '20', { hidden: 'yes' }), await tier('Full', '20', { seats: '1' }), await tier('Yen', '3000', { currency: 'JPY' })];
    expectStatus(await owner.post(`/studio/tamsin/tiers/${gone}/archival`), 200);
    await member(full);
    const other = await buildPage(test, await buildPerson(test, `Other${++people}`), 'other');
    const ask = async (tierId: string, period = 'month') => {
      const [shown, done] = [await fan.get(`${CHANGE}?tier=${tierId}&period=${period}`), await fan.post(CHANGE, { tierId, period, due: 500, price: 2000, at: Math.floor(test.clock.now().getTime() / 1000) })];
      return [shown.json.code, done.json.code];
    };
    expect(await ask(proof)).toEqual(['change_same', 'change_same']);
    for (const id of [gone, secret]) expect(await ask(id)).toEqual(['not_on_sale', 'not_on_sale']);
    expect(await ask(yen)).toEqual(['change_currency', 'change_currency']);
    expect(await ask(other.paid.id)).toEqual(['404', '404']);
    expect((await ask(full))[0]).toBe('sold_out');
    expect((await fan.get(CHANGE)).json).toMatchObject({ quote: null, elsewhere: [{ name: 'Yen' }] });
    expect((await fan.get(CHANGE)).json.options.find((one: any) => one.tier.id === full)).toMatchObject({ soldOut: true });
    expect((await fan.get(`${CHANGE}?tier=x`)).status).toBe(404);
    const stranger = await buildPerson(test, `Stranger${++people}`);
    expect((await stranger.get(CHANGE)).status).toBe(404);
    expect((await stranger.post(CHANGE, { tierId: edition, period: 'month', due: 0, price: 1100, at: 0 })).status).toBe(404);
    expect(await takenFrom(fan)).toEqual([500]);
  });

  it('is not made for another amount than was shown, nor as of another second', async () => {
    const fan = await member(proof);
    await pass(5 * DAY_S);
    const quote = await quoted(fan, edition);
    const good = agreed(quote);
    const end = Math.floor(Date.parse((await mine(fan)).paidUntil) / 1000) - 1;
    for (const wrong of [{ due: 1 }, { due: quote.due.amount - 1 }, { price: 1 }, { at: end, due: 0 }, { at: 0 }, { at: good.at - 7200 }]) {
      expect((await fan.post(CHANGE, { ...good, ...wrong })).json).toMatchObject({ status: 409, code: 'quote_changed', errors: { due: expect.stringContaining('€') } });
    }
    for (const extra of [{ amount: 1 }, { currency: 'jpy' }, { stripePrice: 'price_x' }, { due: -1 }, { price: 0 }, { at: 'now' }, { period: 'week' }, { tierId: [edition] }]) expect((await fan.post(CHANGE, { ...good, ...extra })).status).toBe(422);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${edition}/prices`, { price: '12', currency: 'EUR', period: 'month', password: PASSWORD }), 201);
    expect((await fan.post(CHANGE, good)).json.code).toBe('quote_changed');
    expect(await takenFrom(fan)).toEqual([500]);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${edition}/prices`, { price: '11', currency: 'EUR', period: 'month', password: PASSWORD }), 201);
    expectStatus(await change(fan, edition), 200);
  });

  it('is one change, however many tabs press at once', async () => {
    const fan = await member(proof);
    await pass(5 * DAY_S);
    const quotes = [await quoted(fan, edition), await quoted(fan, edition, 'year'), await quoted(fan, edition)];
    const answers = await Promise.all([...quotes, ...quotes].map((quote) => fan.post(CHANGE, agreed(quote))));
    expect(answers.map((answer) => answer.status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThan(0);
    const taken = await takenFrom(fan);
    expect(taken).toHaveLength(2);
    expect(quotes.map((quote) => quote.due.amount)).toContain(taken[1]);
  });

  it('gives the last place of a tier to one of two who press at once', async () => {
    const rare = await tier('Rare', '15', { seats: '1' });
    const both = [await member(proof), await member(proof)];
    const quotes = [await quoted(both[0]!, rare), await quoted(both[1]!, rare)];
    const answers = await Promise.all(both.map((fan, n) => fan.post(CHANGE, agreed(quotes[n]!))));
    expect(answers.map((answer) => (answer.status === 200 ? 'made' : answer.json.code)).sort()).toEqual(['made', 'sold_out']);
    expect((await Promise.all(both.map(takenFrom))).map((taken) => taken.length).sort()).toEqual([1, 2]);
  });

  it('that is made in Stripe\'s own dashboard is followed, and told of once', async () => {
    const fan = await member(proof);
    const { id } = await stripeOf(fan);
    const { items: { data: [item] } } = await stripe().subscriptions.retrieve(id);
    const [{ price }] = await rows('select s.price_id as price from stripe_price s join tier_price p on p.id = s.tier_price_id where p.tier_id = $1 and p.amount = 1100', [edition]);
    await stripe().subscriptions.update(id, { items: [{ id: item!.id, price }], proration_behavior: 'always_invoice' });
    await until('the change', async () => (await mine(fan)).tier.name === 'Edition');
    await until('a mail', async () => (await letters(fan, /^You are in Edition now/)).length === 1);
    const { id: schedule, phases: [now] } = await stripe().subscriptionSchedules.create({ from_subscription: id });
    const [{ price: cheaper }] = await rows('select s.price_id as price from stripe_price s join tier_price p on p.id = s.tier_price_id where p.tier_id = $1 and p.amount = 500', [proof]);
    await stripe().subscriptionSchedules.update(schedule, { phases: [{ start_date: now!.start_date, end_date: now!.end_date, items: [{ price }] }, { items: [{ price: cheaper }] }] });
    await until('it to stand there', async () => (await mine(fan)).coming?.tier.name === 'Proof');
    await stripe().subscriptionSchedules.release(schedule);
    await until('it to be gone', async () => (await mine(fan)).coming === null);
    expect(await letters(fan, /^You stay in/)).toEqual([]);
  });

  it('is made once though Stripe answers late, twice or not at all', async () => {
    const fan = await member(proof);
    const quote = await quoted(fan, edition);
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/subscriptions/*', kind: 'drop_after', times: 2 });
    expect((await fan.post(CHANGE, agreed(quote))).status).toBe(503);
    await test.control('DELETE', '/faults');
    const after = await until('the same press to answer', async () => { const answer = await fan.post(CHANGE, agreed(quote)); return (answer.status === 200 || answer.json.code === 'change_same') && mine(fan); });
    expect(after).toMatchObject({ tier: { name: 'Edition' } });
    expect(await takenFrom(fan)).toEqual([500, quote.due.amount]);
    const later = await member(edition);
    const plan = await quoted(later, proof);
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/subscription_schedules/*', kind: 'drop_after', times: 2 });
    expect((await later.post(CHANGE, agreed(plan))).status).toBe(503);
    await test.control('DELETE', '/faults');
    expect(expectStatus(await later.post(CHANGE, agreed(plan)), 200).json.coming).toMatchObject({ kind: 'scheduled', tier: { name: 'Proof' } });
    expect((await stripe().subscriptionSchedules.list({ customer: (await stripeOf(later)).customer })).data).toHaveLength(1);
  });

  it('is agreed on a page that says it all, without a script', async () => {
    const fan = await member(proof);
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD });
    expect((await browser.get('/@tamsin/membership')).text).toContain(`href="${CHANGE}"`);
    expect((await browser.get('/@tamsin/join')).text).toContain(`href="${CHANGE}?tier&#x3D;${edition}"`);
    expect((await browser.get(CHANGE)).text).toContain('See what it costs');
    const shown = await browser.get(`${CHANGE}?tier=${edition}`);
    const fields = Object.fromEntries([...shown.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
    expect(shown.text).toMatch(/Pay €[\d.]+ and change/);
    const wrong = await browser.post(CHANGE, { ...fields, due: '1' });
    expect([wrong.status, /The amount|What is written here/.test(wrong.text), wrong.text.includes('Pay €')]).toEqual([409, true, true]);
    const done = await browser.follow(await browser.post(CHANGE, fields));
    expect(done.text).toContain('You are in Edition');
    expect(done.text).toContain('Done. It is so from now on.');
  });
});
