import { randomBytes } from 'node:crypto';
import Stripe from 'stripe';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until, WEBHOOK_SECRET } from '../app.js';
import { buildPage, buildPerson, type Client, pay } from '../client.js';

describe('POST /webhooks/stripe', () => {
  let test: TestApp;
  let fan: Client & { accountId: string };
  let page: Awaited<ReturnType<typeof buildPage>>;
  let real: Record<string, any>;

  beforeAll(async () => {
    test = await startApp();
    page = await buildPage(test, await buildPerson(test, 'Tamsin'), 'tamsin');
    fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, page.handle, page.paid.id);
    real = await until('a real event', async () => (await rows("select payload from inbox_event where type = 'customer.subscription.created' and state = 'done'"))[0]?.payload);
    await until('all it set off to be done', async () => (await rows("select 1 from mail where kind = 'welcome'")).length === 1
      && (await rows('select 1 from stripe_customer where dirty_seq > synced_seq')).length === 0);
  });
  afterAll(() => test.close());

  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  /** How often the event of a body is in the inbox. */
  const stored = async (body: string) => (await rows('select 1 from inbox_event where event_id = $1', [JSON.parse(body).id])).length;
  const refused = async (reason: string) => Number((await rows('select times from webhook_refusal where reason = $1', [reason]))[0]?.times ?? 0);
  const seconds = () => Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000);
  const signed = (payload: string, { secret = WEBHOOK_SECRET, at = seconds() } = {}) => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at });
  const send = (payload: string, signature: string | null) => fetch(`${test.url}/webhooks/stripe`, {
    method: 'POST', body: payload, headers: { 'content-type': 'application/json', ...(signature !== null && { 'stripe-signature': signature }) },
  });
  const fresh = (change: object = {}) => JSON.stringify({ ...real, id: `evt_${randomBytes(8).toString('hex')}`, ...change });
  const access = async () => rows('select account_id, tier_id, valid_from, valid_until from access_grant order by 1, 2, 3');

  describe.each<[string, string, () => [string, string | null]]>([
    ['no signature', 'signature', () => [fresh(), null]],
    ['an empty signature', 'signature', () => [fresh(), '']],
    ['another secret', 'signature', () => { const body = fresh(); return [body, signed(body, { secret: 'whsec_somebodyelses' })]; }],
    ['the empty key', 'signature', () => { const body = fresh(); return [body, `t=${seconds()},v1=${'0'.repeat(64)}`]; }],
    ['a byte changed', 'signature', () => { const body = fresh(); return [body.replace('"object":"event"', '"object":"Event"'), signed(body)]; }],
    ['the same JSON written anew', 'signature', () => { const body = fresh(); return [JSON.stringify(JSON.parse(body), null, 1), signed(body)]; }],
    ['a signature ten minutes old', 'signature', () => { const body = fresh(); return [body, signed(body, { at: seconds() - 600 })]; }],
    ['a signature of the future', 'future', () => { const body = fresh(); return [body, signed(body, { at: seconds() + 3600 })]; }],
    ['live mode', 'mode', () => { const body = fresh({ livemode: true }); return [body, signed(body)]; }],
    ['another account', 'account', () => { const body = fresh({ account: 'acct_somebodyelse' }); return [body, signed(body)]; }],
    ['another API version', 'version', () => { const body = fresh({ api_version: '2020-08-27' }); return [body, signed(body)]; }],
  ])('with %s', (_, reason, make) => {
    it('answers 400, writes nothing and counts', async () => {
      const times = await refused(reason);
      const [body, signature] = make();
      expect((await send(body, signature)).status).toBe(400);
      expect(await stored(body)).toBe(0);
      expect(await refused(reason)).toBe(times + 1);
    });
  });

  it('stores an event once, however often it comes', async () => {
    const body = fresh();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(body, signed(body))));
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    expect(await stored(body)).toBe(1);
  });

  it('queues one sync for a burst, and leaves nothing of it waiting', async () => {
    const settled = async () => (await rows("select 1 from inbox_event where state = 'received'")).length === 0;
    await until('calm', settled);
    await test.db.query("update stripe_customer set dirty_seq = dirty_seq + 1");
    const jobs = async () => (await rows("select 1 from graphile_worker.jobs where task_identifier = 'billing.sync'")).length;
    expect(await jobs()).toBe(0);
    const bodies = Array.from({ length: 20 }, () => fresh());
    for (const body of bodies) expect((await send(body, signed(body))).status).toBe(200);
    expect([await jobs(), (await rows("select 1 from inbox_event where state = 'received'")).length]).toEqual([0, 20]);
    // A sync that waits already would have taken them along; here it has to be begun by hand.
    await test.db.query('update stripe_customer set synced_seq = dirty_seq');
    const last = fresh();
    expect((await send(last, signed(last))).status).toBe(200);
    await until('all of it to be done', settled);
  });

  it('believes nothing but the customer: a payload that says otherwise changes no access', async () => {
    const before = await access();
    const object = structuredClone(real.data.object);
    Object.assign(object, { status: 'canceled', ended_at: 1, metadata: { tier: 'everything' } });
    const body = fresh({ type: 'customer.subscription.deleted', data: { object } });
    expect((await send(body, signed(body))).status).toBe(200);
    // Before any sync could heal it, and after.
    expect(await access()).toEqual(before);
    await until('the event is done', async () => (await rows("select 1 from inbox_event where event_id = $1 and state = 'done'", [JSON.parse(body).id]))[0]);
    expect(await access()).toEqual(before);
  });

  it('takes an unknown type and an unknown customer calmly, and grants nothing', async () => {
    const before = await access();
    for (const change of [{ type: 'customer.levitated' }, { data: { object: { ...real.data.object, customer: 'cus_ofsomebodyelse' } } }, { data: { object: { object: 'unicorn' } } }]) {
      const body = fresh(change);
      expect((await send(body, signed(body))).status).toBe(200);
    }
    expect(await access()).toEqual(before);
    // Of strangers, those who left for good among them, nothing is kept.
    expect(await rows("select state, payload from inbox_event where customer_id = 'cus_ofsomebodyelse'")).toEqual([{ state: 'ignored', payload: {} }]);
  });

  it('keeps an event with a zero byte in it, which is no reason to lose a customer', async () => {
    const body = fresh({ data: { object: { ...real.data.object, description: 'a\u0000b' } } });
    expect((await send(body, signed(body))).status).toBe(200);
  });

  it('survives bodies that are no events', async () => {
    for (const body of ['', '{', '[]', 'null', '{"id":1}', 'x'.repeat(2_000_000)]) {
      expect([400, 413]).toContain((await send(body, signed(body))).status);
    }
  });

  it('ends the same whatever order a history\'s events come in, and how often', async () => {
    const events = (await rows("select payload from inbox_event where customer_id is not null and state <> 'ignored' order by id")).map((row) => row.payload);
    const before = { access: await access(), mails: (await rows('select kind, cause from mail order by 1, 2')), standing: await rows('select * from membership order by id') };
    for (let round = 0; round < 3; round++) {
      const shuffled = events.flatMap((event) => [event, event]).sort((a, b) => hash(a.id, round) - hash(b.id, round));
      await Promise.all(shuffled.map((event) => { const body = JSON.stringify({ ...event, id: `${event.id}r${round}` }); return send(body, signed(body)); }));
    }
    await until('everything is synced', async () => (await rows('select 1 from stripe_customer where dirty_seq > synced_seq')).length === 0);
    expect({ access: await access(), mails: (await rows('select kind, cause from mail order by 1, 2')), standing: await rows('select * from membership order by id') }).toEqual(before);
  });

  describe('a thin event', () => {
    const thin = (type: string, related: object | null, change: object = {}) => JSON.stringify({
      id: `evt_${randomBytes(8).toString('hex')}`, object: 'v2.core.event', type: `v1.${type}`, livemode: false, created: '2026-11-26T04:00:00.000Z', context: null, ...(related && { related_object: related }), ...change,
    });
    const subscription = async () => (await rows('select subscription_id as id, customer_id as customer from subscription'))[0];
    const state = async (body: string) => (await rows('select state, customer_id as customer from inbox_event where event_id = $1', [JSON.parse(body).id]))[0];

    it.each([
      ['a subscription we know', async () => ({ type: 'subscription', id: (await subscription()).id })],
      ['a customer', async () => ({ type: 'customer', id: (await subscription()).customer })],
      ['an invoice we know', async () => ({ type: 'invoice', id: (await until('the payment', async () => (await rows('select invoice_id as id from payment'))[0])).id })],
      ['a charge, which only Stripe knows', async () => ({ type: 'charge', id: await chargeId() })],
    ])('about %s has its customer asked after', async (_, find) => {
      const { type, id } = await find();
      const body = thin(`${type}.updated`, { type, id, url: `/v1/${type}s/${id}` });
      expect((await send(body, signed(body))).status).toBe(200);
      await until('it to be done', async () => (await state(body)).state === 'done');
      expect((await state(body)).customer).toBe((await subscription()).customer);
      // The same once more is the same event.
      expect((await send(body, signed(body))).status).toBe(200);
      expect(await stored(body)).toBe(1);
    });
    const chargeId = async () => {
      const { customer } = await subscription();
      return (await test.app.get(StripeClient).api.charges.list({ customer, limit: 1 })).data[0]!.id;
    };

    it('is told by what it is, not by words that a whole event may carry, too', async () => {
      const body = fresh({ data: { object: { ...real.data.object, metadata: { name: 'v2.core.event' } } } });
      expect(body).toContain('"v2.core.event"');
      expect([(await send(body, signed(body))).status, await stored(body)]).toEqual([200, 1]);
    });

    it.each([
      ['nothing', null], ['what Stripe does not know', { type: 'charge', id: 'ch_1', url: '/v1/charges/ch_1' }], ['an address that is not one', { type: 'charge', id: 'ch_1', url: 'https://elsewhere.example/v1/charges/ch_1' }],
    ])('about %s is done with, and says nothing', async (_, related) => {
      const body = thin('charge.updated', related);
      expect((await send(body, signed(body))).status).toBe(200);
      await until('it to be ignored', async () => (await state(body)).state === 'ignored');
      expect((await rows('select payload::text as payload from inbox_event where event_id = $1', [JSON.parse(body).id]))[0].payload).toBe('{}');
    });

    it.each([
      ['another secret', 'signature', () => { const body = thin('customer.updated', null); return [body, signed(body, { secret: 'whsec_somebodyelses' })]; }],
      ['another mode', 'mode', () => { const body = thin('customer.updated', null, { livemode: true }); return [body, signed(body)]; }],
      ['another account', 'account', () => { const body = thin('customer.updated', null, { context: 'acct_other' }); return [body, signed(body)]; }],
      ['the future', 'future', () => { const body = thin('customer.updated', null); return [body, signed(body, { at: seconds() + 3600 })]; }],
    ] as const)('of %s is turned away', async (_, reason, make) => {
      const [body, signature] = make();
      const before = await refused(reason);
      expect((await send(body!, signature!)).status).toBe(400);
      expect([await refused(reason), await stored(body!)]).toEqual([before + 1, 0]);
    });
  });
});

/** Some order of ids, another one each round. */
function hash(id: string, round: number): number {
  return [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0) + round * 7919) % 1_000_003, round);
}
