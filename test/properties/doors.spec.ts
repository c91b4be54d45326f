import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Checkout } from '../../src/billing/index.js';
import { Creators, PersonalData } from '../../src/members/index.js';
import { actorOf, type Fan } from './fan.js';
import { holdingOf } from './projection.js';
import { Replica } from './replica.js';
import { World } from './world.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12) * 2;
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };

describe('what comes in', () => {
  let world: World;
  let install: Replica;
  let fan: Fan;
  let subscription: string;
  let events: string[];

  beforeAll(async () => {
    world = await World.open(['one']);
    install = world.replicas[0]!;
    await world.advance(0);
    fan = await world.welcome();
    const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: fan.customer });
    subscription = (await world.stripe.subscriptions.create({ customer: fan.customer, items: [{ price: world.shelves[0]!.prices[0]! }], default_payment_method: card.id })).id;
    events = (await world.eventsAfter(0)).map(({ payload }) => payload).filter((payload) => payload.includes(fan.customer));
    for (const payload of events) await install.deliver(payload);
    await install.work();
  });
  afterAll(() => world.close());

  const held = async () => JSON.stringify(await holdingOf(install, fan, 0));
  const inbox = async () => Number((await install.db.query('select count(*) as n from inbox_event')).rows[0].n);
  const metadata = fc.dictionary(fc.constantFrom('tier', 'account', 'intent', 'status', 'amount', 'creator', 'op_id', 'x'), fc.constantFrom('', 'active', '0', 'another', 'sub_1', '999999'), { minKeys: 1, maxKeys: 5 });

  it('P19 metadata, on whatever object at Stripe, changes no access', async () => {
    const { stripe } = world;
    const price = world.shelves[0]!.prices[0]!;
    await fc.assert(fc.asyncProperty(metadata, fc.constantFrom('customer', 'subscription', 'price', 'product'), async (words, what) => {
      const before = await held();
      if (what === 'customer') await stripe.customers.update(fan.customer, { metadata: words });
      if (what === 'subscription') await stripe.subscriptions.update(subscription, { metadata: words });
      if (what === 'price') await stripe.prices.update(price, { metadata: words });
      if (what === 'product') await stripe.products.update((await stripe.prices.retrieve(price)).product as string, { metadata: words });
      for (const { payload } of (await world.eventsAfter(0)).slice(-4)) await install.deliver(payload);
      await install.work();
      expect(await held()).toBe(before);
    }), SETTINGS);
  });

  it('P20 what nobody has heard of is taken in, counted, and gives nothing', async () => {
    let n = 0;
    await fc.assert(fc.asyncProperty(fc.nat(events.length - 1), fc.string({ maxLength: 40 }), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }), fc.constantFrom('active', 'levitating', 'canceled'), async (which, type, extra, status) => {
      const event = JSON.parse(events[which]!);
      const before = await held();
      const payload = JSON.stringify({ ...event, id: `evt_unheard${n++}`, type: `v9.${type}`, data: { ...event.data, object: { ...event.data.object, ...extra, id: event.data.object.id, object: event.data.object.object, customer: fan.customer, status, tier: 'x' } } });
      expect(await install.deliver(payload)).toBe(200);
      await install.work();
      expect(await held()).toBe(before);
    }), SETTINGS);
    const { rows: [row] } = await install.db.query("select count(*)::int as n from inbox_event where event_id like 'evt_unheard%' and state = 'done'");
    expect(row.n).toBe(n);
  });

  /** As Stripe names an object alone. */
  const thin = (of: object) => (event: any) => ({
    object: 'v2.core.event', type: 'v1.customer.subscription.updated', livemode: false, created: new Date(event.created * 1000).toISOString(),
    related_object: { id: subscription, type: 'subscription', url: `/v1/subscriptions/${subscription}` }, ...of,
  });
  /** Ways in which an event is not ours. */
  const foreign = {
    'another mode': (event: any) => ({ ...event, livemode: true }), 'another account': (event: any) => ({ ...event, account: 'acct_other' }),
    'another mode, thin': thin({ livemode: true }), 'another account, thin': thin({ context: 'acct_other' }),
    'another version': (event: any) => ({ ...event, api_version: '2020-08-27' }), 'no version': (event: any) => ({ ...event, api_version: null }),
  };

  it('P21 what is not ours, or not signed, leaves nothing but a count', async () => {
    const bad = fc.oneof(
      fc.constantFrom(...Object.keys(foreign)).map((name) => ({ change: foreign[name as keyof typeof foreign], options: {} })),
      fc.constantFrom('whsec_other', 'whsec_localsandboxsecre', 'x').map((secret) => ({ change: (event: any) => event, options: { secret } })),
      fc.constantFrom(-301, -3600, 301, 3600).map((seconds) => ({ change: (event: any) => event, options: { signedAt: Math.floor(Date.parse(new Date().toISOString()) / 1000) + seconds } })),
    );
    await fc.assert(fc.asyncProperty(fc.nat(events.length - 1), bad, async (which, { change, options }) => {
      const before = [await held(), await inbox(), await refused()] as const;
      const event = JSON.parse(events[which]!);
      expect(await install.deliver(JSON.stringify({ ...change(event), id: `evt_foreign${which}` }), options)).toBe(400);
      expect([await held(), await inbox(), await refused()]).toEqual([before[0], before[1], before[2] + 1]);
    }), SETTINGS);
  });
  const refused = async () => Number((await install.db.query('select coalesce(sum(times), 0) as n from webhook_refusal')).rows[0].n);

  it('P22 whoever was forgotten is not remembered by what is still on its way', async () => {
    // Somebody who came as far as the till by our own door, too: what was asked of Stripe for them names them.
    const guest = randomUUID();
    await install.db.query("insert into account (id, email, email_key, name, language, time_zone, created_at, proved_at) values ($1::uuid, $1 || '@people.example', $1 || '@people.example', 'A fan', 'en', 'UTC', now(), now())", [guest]);
    await install.app.get(Checkout).start(actorOf({ accountId: guest }), await install.app.get(Creators).byHandle('tamsin'), { tierId: world.shelves[0]!.tiers[0]! });
    for (const one of [fan.accountId, guest]) await install.app.get(PersonalData).erase(one);
    const late = (await world.eventsAfter(0)).map(({ payload }) => payload).filter((payload) => payload.includes(fan.customer) || payload.includes(guest));
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(late, { minLength: 1 }), async (some) => {
      for (const payload of some) expect(await install.deliver(payload)).toBe(200);
      await install.work();
      await install.sweep();
      const { rows: tables } = await install.db.query<{ name: string }>("select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'");
      for (const { name } of tables) {
        const { rows } = await install.db.query(`select count(*)::int as n from ${name} t where strpos(t::text, $1) > 0 or strpos(t::text, $2) > 0`, [fan.accountId, guest]);
        expect([name, rows[0].n]).toEqual([name, 0]);
      }
    }), { ...SETTINGS, numRuns: 5 });
  });
});
