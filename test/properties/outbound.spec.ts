import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Catalog, Checkout, Payments } from '../../src/billing/index.js';
import { Changes } from '../../src/billing/changes/changes.service.js';
import { Quotes, type Wanted } from '../../src/billing/changes/quotes.service.js';
import { PageRefunds } from '../../src/billing/refunds/page-refunds.service.js';
import { RefundBooks } from '../../src/billing/refunds/refund-books.query.js';
import { Customers } from '../../src/billing/stripe/customers.service.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { WithdrawalSettlement } from '../../src/billing/withdrawal/withdrawal-settlement.service.js';
import { Accounts, Creators, type CreatorWithPictures } from '../../src/members/index.js';
import { Tiers } from '../../src/tiers/index.js';
import { actorOf, type Fan } from './fan.js';
import { tiersHeld } from './projection.js';
import type { Replica } from './replica.js';
import { World } from './world.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };

const FEW = { ...SETTINGS, numRuns: Math.ceil(RUNS / 2) };

/** How a call of one of these paths goes wrong: what Stripe did, we may not know of. */
const faultsOf = (...paths: string[]) => fc.array(fc.record({
  kind: fc.constantFrom('drop_after', 'drop_before', 'truncate', 'status', 'status_after'), status: fc.constantFrom(500, 503, 409, 429),
  path: fc.constantFrom(...paths), times: fc.integer({ min: 1, max: 3 }),
}), { minLength: 1, maxLength: 4 });
const tabs = fc.integer({ min: 1, max: 3 });

describe('what goes out', () => {
  let world: World;
  let install: Replica;
  let creator: CreatorWithPictures;
  let tiers: Record<string, string>;

  beforeAll(async () => {
    world = await World.open(['one']);
    install = world.replicas[0]!;
    await world.advance(0);
    creator = await install.app.get(Creators).byHandle('tamsin');
    const { rows } = await install.db.query<{ id: string; name: string }>('select id, name from tier where creator_id = $1', [creator.id]);
    tiers = Object.fromEntries(rows.map(({ id, name }) => [name, id]));
  });
  afterAll(() => world.close());

  /** Asks for something in several tabs through each of the faults, then without any. */
  const through = async (faults: object[], n: number, ask: () => Promise<unknown>) => {
    for (const one of faults) {
      await world.control('POST', '/faults', { method: 'POST', ...one });
      await Promise.all(Array.from({ length: n }, () => ask().catch(() => null)));
    }
    await world.control('DELETE', '/faults');
  };
  const priceAt = (n: number) => world.shelves.find((one) => one.creatorId === creator.id)!.prices[n]!;
  /** Somebody who pays for a month, as we know by now. */
  const member = async (price = 0): Promise<Fan & { subscription: string }> => {
    const fan = await world.welcome();
    const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: fan.customer });
    const { id } = await world.stripe.subscriptions.create({ customer: fan.customer, items: [{ price: priceAt(price) }], default_payment_method: card.id });
    await learn(fan);
    return { ...fan, subscription: id };
  };
  const learn = async ({ customer }: Fan) => {
    await install.app.get(Sync).syncAfterChange(world.account, customer);
    await install.app.get(Payments).readNow({ account: world.account, customer });
  };

  it('P23 however often a call is made again, and whatever happened to it: one customer, one open till', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/customers', '/v1/checkout/sessions'), tabs, async (faults, n) => {
      const accountId = randomUUID();
      await install.db.query("insert into account (id, email, email_key, name, language, time_zone, created_at, proved_at) values ($1::uuid, $1 || '@people.example', $1 || '@people.example', 'A fan', 'en', 'UTC', now(), now())", [accountId]);
      const start = () => install.app.get(Checkout).start(actorOf({ accountId }), creator, { tierId: tiers.Proof! });
      await through(faults, n, start);
      const account = (await install.app.get(Accounts).byId(accountId))!;
      const customer = await install.app.get(Customers).ensure(account, 'EUR');
      const { id } = await start();
      const customers = (await world.stripe.customers.list({ email: account.email, limit: 20 })).data;
      expect(customers.map((one) => one.id)).toEqual([customer]);
      const open = (await world.stripe.checkout.sessions.list({ customer, status: 'open', limit: 100 })).data;
      // A till of an answer that was lost stays Stripe's secret until it expires; nobody has its address, and nobody can pay there.
      const known = (await install.db.query<{ session_id: string }>('select session_id from checkout_intent where account_id = $1 and session_id is not null', [accountId])).rows.map((row) => row.session_id);
      expect(open.map((one) => one.id).filter((one) => known.includes(one))).toEqual([id]);
      await world.stripe.customers.del(customer);
    }), { ...SETTINGS, examples: [[[{ kind: 'status_after', status: 500, path: '/v1/customers', times: 3 }], 1]] });
  });

  it('P23 a part that a page gives back goes back once', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/refunds'), tabs, fc.integer({ min: 1, max: 200 }), async (faults, n, amount) => {
      const fan = await member();
      const [payment] = await install.app.get(Payments).ofAccount(fan.accountId);
      const give = () => install.app.get(PageRefunds).give(actorOf(fan), creator.id, payment!, { amount, seen: 0, end: false });
      await through(faults, n, give);
      // One of two tabs may have seen a 500 and the other the refund: the next press is told that something went back.
      await give().catch((error: unknown) => expect(error).toMatchObject({ code: 'refund_changed' }));
      const { data } = await world.stripe.refunds.list({ limit: 100 });
      const { data: charges } = await world.stripe.charges.list({ customer: fan.customer });
      expect(data.filter((one) => one.charge === charges[0]!.id).map((one) => one.amount)).toEqual([amount]);
      await world.dismiss(fan);
    }), SETTINGS);
  });

  it('P23 a part that is given anew goes back once more, whether the first arrived or not', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/refunds'), tabs, fc.integer({ min: 1, max: 200 }), fc.boolean(), async (faults, n, amount, arrives) => {
      const fan = await member();
      const press = async () => {
        const [payment] = await install.app.get(Payments).ofAccount(fan.accountId);
        const seen = await install.app.get(RefundBooks).count(payment!);
        return () => install.app.get(PageRefunds).give(actorOf(fan), creator.id, payment!, { amount, seen, end: false });
      };
      await (await press())();
      const [charge] = (await world.stripe.charges.list({ customer: fan.customer })).data;
      const given = async () => (await world.stripe.refunds.list({ charge: charge!.id, limit: 100 })).data;
      if (!arrives) await world.control('POST', `/refunds/${(await given())[0]!.id}/fail`);
      await learn(fan);
      const again = await press();
      await through(faults, n, again);
      await again().catch((error: unknown) => expect(error).toMatchObject({ code: 'refund_changed' }));
      expect((await given()).map((one) => [one.amount, one.status]).toReversed()).toEqual([[amount, arrives ? 'succeeded' : 'failed'], [amount, 'succeeded']]);
      await world.dismiss(fan);
    }), FEW);
  });

  it('P23 a change that a fan agrees to is charged once, to the cent', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/subscriptions/*'), tabs, async (faults, n) => {
      const fan = await member();
      const wanted = { tierId: tiers.Table!, period: 'month' as const };
      const { due, price, at } = await install.app.get(Quotes).quote(actorOf(fan), creator, wanted);
      const agree = () => install.app.get(Changes).agree(actorOf(fan), creator, { ...wanted, due, price: price.amount, at });
      await through(faults, n, agree);
      await learn(fan);
      // Stripe's answer may have been lost and the change made: then there is nothing left to agree to.
      await agree().catch(() => null);
      const { data } = await world.stripe.charges.list({ customer: fan.customer, limit: 100 });
      expect(data.map((one) => one.amount).toReversed()).toEqual([500, due]);
      const { items } = await world.stripe.subscriptions.retrieve(fan.subscription);
      expect(items.data.map((one) => one.price.unit_amount)).toEqual([price.amount]);
      await world.dismiss(fan);
    }), SETTINGS);
  });

  it('P4 a dearer tier opens when it is paid, not when it is agreed to', async () => {
    const fan = await member();
    const { invoices, paymentMethods, subscriptions } = world.stripe;
    const [bad, good] = await Promise.all(['pm_card_chargeCustomerFail', 'pm_card_visa'].map((card) => paymentMethods.attach(card, { customer: fan.customer })));
    await subscriptions.update(fan.subscription, { default_payment_method: bad!.id });
    const wanted = { tierId: tiers.Table!, period: 'month' as const };
    const { due, price, at } = await install.app.get(Quotes).quote(actorOf(fan), creator, wanted);
    await install.app.get(Changes).agree(actorOf(fan), creator, { ...wanted, due, price: price.amount, at });
    const held = async () => [...await tiersHeld(install, fan, creator.id, await world.advance(0))];
    expect(await held()).toEqual([tiers.Proof]);
    const { data: [open] } = await invoices.list({ subscription: fan.subscription, status: 'open' });
    await invoices.pay(open!.id!, { payment_method: good!.id });
    await learn(fan);
    expect(await held()).toEqual([tiers.Table]);
    await world.dismiss(fan);
  });

  it('P23 a change that waits for the next period is arranged once', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/subscription_schedules', '/v1/subscription_schedules/*'), tabs, async (faults, n) => {
      const fan = await member(2);
      const wanted = { tierId: tiers.Proof!, period: 'month' as const };
      const { due, price, at } = await install.app.get(Quotes).quote(actorOf(fan), creator, wanted);
      const agree = () => install.app.get(Changes).agree(actorOf(fan), creator, { ...wanted, due, price: price.amount, at });
      await through(faults, n, agree);
      await agree();
      const { data } = await world.stripe.subscriptionSchedules.list({ customer: fan.customer, limit: 100 });
      expect(data.filter((one) => one.status === 'active').map((one) => one.phases.length)).toEqual([2]);
      await world.dismiss(fan);
    }), FEW);
  });

  it('P23 what is arranged outlasts a change at once that does not come about', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/subscriptions/*', '/v1/subscriptions/*', '/v1/subscription_schedules/*'), tabs, async ([fault], n) => {
      await install.db.query('delete from graphile_worker._private_jobs');
      const fan = await member(2);
      const agreeing = async (wanted: Wanted) => {
        const { due, price, at } = await install.app.get(Quotes).quote(actorOf(fan), creator, wanted);
        return () => install.app.get(Changes).agree(actorOf(fan), creator, { ...wanted, due, price: price.amount, at });
      };
      await (await agreeing({ tierId: tiers.Proof!, period: 'month' }))();
      // Lasts through every try of every tab.
      await through([{ ...fault!, times: 6 }], n, await agreeing({ tierId: tiers.Proof!, period: 'year' }));
      await install.work();
      const { items, schedule } = await world.stripe.subscriptions.retrieve(fan.subscription);
      expect([items.data[0]!.price.recurring!.interval, schedule !== null]).toEqual(schedule === null ? ['year', false] : ['month', true]);
      await world.dismiss(fan);
    }), FEW);
  });

  it('P23 whoever withdraws gets each payment back once', async () => {
    await fc.assert(fc.asyncProperty(faultsOf('/v1/refunds'), tabs, async (faults, n) => {
      const fan = await member();
      // Changed at once, so that two payments are for the time that runs.
      const { items } = await world.stripe.subscriptions.retrieve(fan.subscription);
      await world.stripe.subscriptions.update(fan.subscription, { items: [{ id: items.data[0]!.id, price: priceAt(2) }], proration_behavior: 'always_invoice' });
      const order = { account: world.account, customer: fan.customer, subscription: fan.subscription };
      const settle = () => install.app.get(WithdrawalSettlement).carryOut(order);
      await through(faults, n, settle);
      await settle();
      const { data } = await world.stripe.charges.list({ customer: fan.customer });
      expect(data.map((one) => [one.amount, one.amount_refunded])).toEqual([[400, 400], [500, 500]]);
      expect((await world.stripe.subscriptions.retrieve(fan.subscription)).status).toBe('canceled');
      await world.dismiss(fan);
    }), FEW);
  });

  it('P23 what is on sale stands at Stripe once', async () => {
    let sold = 0;
    await fc.assert(fc.asyncProperty(faultsOf('/v1/products', '/v1/prices'), tabs, async (faults, n) => {
      const amount = 10_000 + ++sold;
      await install.db.query("update tier_price set retired_at = now() where tier_id = $1 and currency = 'USD'", [tiers.Proof]);
      await install.db.query("insert into tier_price (tier_id, amount, currency, period, created_at) values ($1, $2, 'USD', 'month', now())", [tiers.Proof, amount]);
      const tier = (await install.app.get(Tiers).byId(tiers.Proof!))!;
      const ensure = () => install.app.get(Catalog).ensurePrice(tier, tier.prices.find((one) => one.amount === amount)!);
      await through(faults, n, ensure);
      const id = await ensure();
      const { data } = await world.stripe.prices.list({ product: (await world.stripe.prices.retrieve(id)).product as string, currency: 'usd', limit: 100 });
      expect(data.filter((one) => one.unit_amount === amount).map((one) => one.id)).toEqual([id]);
    }), FEW);
  });
});
