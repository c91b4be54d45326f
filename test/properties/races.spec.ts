import fc from 'fast-check';
import { Checkout, Payments } from '../../src/billing/index.js';
import { CheckoutReturns } from '../../src/billing/checkout/returns.service.js';
import { ChargeBooks } from '../../src/billing/payments/charge-books.service.js';
import { Snapshots } from '../../src/billing/sync/snapshot.js';
import { Subscription } from '../../src/billing/subscription.entity.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { CardPages } from '../../src/billing/troubles/card-pages.service.js';
import { Creators } from '../../src/members/index.js';
import { Database } from '../../src/platform/index.js';
import { actorOf, customersOf, type Fan } from './fan.js';
import { interleave } from './interleave.js';
import { tiersHeld } from './projection.js';
import { Replica } from './replica.js';
import { World } from './world.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };
const DAY = 86_400;

describe('races', () => {
  let world: World;
  let install: Replica;

  beforeAll(async () => {
    world = await World.open(['one']);
    install = world.replicas[0]!;
    await world.advance(0);
  });
  afterAll(() => world.close());

  /** A fan for one run, who leaves nothing behind. */
  async function withFan(work: (fan: Fan) => Promise<void>): Promise<void> {
    const fan = await world.welcome();
    try {
      await work(fan);
    } finally {
      await world.dismiss(fan);
      await install.db.query('delete from graphile_worker._private_jobs');
    }
  }

  const buy = async (fan: Fan, price = 0) => {
    const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: fan.customer });
    return world.stripe.subscriptions.create({ customer: fan.customer, items: [{ price: world.shelves[0]!.prices[price]! }], default_payment_method: card.id });
  };
  const count = async (sql: string, values: unknown[]) => Number((await install.db.query(sql, values)).rows[0]?.n ?? 0);

  it('P8 a slower, older answer never overwrites a newer one, in whatever order they come', async () => {
    const snapshots = install.app.get(Snapshots);
    const take = snapshots.take.bind(snapshots);
    await install.db.query(`create table written (n bigint generated always as identity, subscription text, until timestamptz);
      create function note_writing() returns trigger language plpgsql as $$ begin insert into written (subscription, until) values (new.subscription_id, new.period_end); return new; end $$;
      create trigger note_writing after insert or update on subscription for each row execute function note_writing()`);
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), (s, workers) => withFan(async (fan) => {
      const { id, items } = await buy(fan);
      await install.app.get(Sync).syncAfterChange(world.account, fan.customer);
      await install.work();
      // Each change is later than the one before, so that what is written can only grow.
      const first = items.data[0]!.current_period_end - 20 * DAY;
      let changes = 0;
      let changed: Promise<unknown> = Promise.resolve();
      snapshots.take = async (...args) => {
        const answer = await take(...args);
        await s.schedule(Promise.resolve(), 'an answer is on its way');
        return answer;
      };
      try {
        await s.waitFor(Promise.all(Array.from({ length: workers }, async () => {
          await s.schedule(Promise.resolve(), 'something changes');
          changed = changed.then(() => world.stripe.subscriptions.update(id, { cancel_at: first + (changes += 1) * DAY }));
          await changed;
          await install.app.get(Sync).syncAfterChange(world.account, fan.customer);
        })));
      } finally {
        snapshots.take = take;
      }
      await install.work();
      const { rows } = await install.db.query<{ until: string }>('select extract(epoch from until)::bigint as until from written where subscription = $1 order by n offset 1', [id]);
      const written = rows.map((row) => Number(row.until));
      expect(written).toEqual(written.toSorted((a, b) => a - b));
      expect(written.at(-1)).toBe(first + workers * DAY);
    })), SETTINGS);
    await install.db.query('drop function note_writing cascade; drop table written');
  });

  it('P8 what comes in while an answer is on its way is asked for after it', async () => {
    const snapshots = install.app.get(Snapshots);
    const take = snapshots.take.bind(snapshots);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 3 }), (meanwhile) => withFan(async (fan) => {
      const { id, items } = await buy(fan);
      await install.app.get(Sync).syncAfterChange(world.account, fan.customer);
      await install.work();
      const first = items.data[0]!.current_period_end - 20 * DAY;
      let [changes, seq] = [0, (await world.eventsAfter(0)).at(-1)!.seq];
      const change = async () => {
        await world.stripe.subscriptions.update(id, { cancel_at: first + (changes += 1) * DAY });
        for (const event of await world.eventsAfter(seq)) {
          seq = event.seq;
          await install.deliver(event.payload);
        }
      };
      snapshots.take = async (...args) => {
        const answer = await take(...args);
        if (changes <= meanwhile) await change();
        return answer;
      };
      try {
        await change();
        await install.work();
      } finally {
        snapshots.take = take;
      }
      expect(changes).toBe(meanwhile + 1);
      expect(await count('select extract(epoch from period_end)::bigint as n from subscription where subscription_id = $1', [id])).toBe(first + changes * DAY);
    })), SETTINGS);
  });

  it('P8 an older answer about money never overwrites a newer one', async () => {
    const books = install.app.get(ChargeBooks);
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 }), (parts) => withFan(async (fan) => {
      const { id } = await buy(fan);
      await install.app.get(Sync).syncAfterChange(world.account, fan.customer);
      const look = () => install.app.get(Payments).readNow({ account: world.account, customer: fan.customer });
      await look();
      const [charge] = (await world.stripe.charges.list({ customer: fan.customer })).data;
      // While what each of these was told is on its way, the next part goes back and the next one asks.
      const race = async ([part, ...rest]: number[]): Promise<void> => {
        const read = books.read;
        books.read = async (...args) => {
          books.read = read;
          await world.stripe.refunds.create({ charge: charge!.id, amount: part! });
          await (rest.length > 0 ? race(rest) : look());
          return read.apply(books, args);
        };
        await look();
      };
      await race(parts);
      const all = parts.reduce((sum, part) => sum + part, 0);
      expect(await count('select refunded as n from payment where subscription_id = $1', [id])).toBe(all);
      expect(await count('select refunded as n from payment_charge where charge_id = $1', [charge!.id])).toBe(all);
    })), SETTINGS);
  });

  /** Ways in which a payment becomes known, all of which may come at once. */
  const WAYS = ['return', 'return', 'webhooks', 'webhooks', 'walk', 'sweep', 'portal'] as const;

  it('P12 however the ways back from the till and the portal, the webhooks and the walk meet: one membership, one welcome', async () => {
    const creator = await install.app.get(Creators).byHandle('tamsin');
    const { rows: [tier] } = await install.db.query<{ id: string }>("select t.id from tier t where creator_id = $1 and name = 'Proof'", [creator.id]);
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray([...WAYS], { minLength: 2 }), fc.boolean(), (ways, atOnce) => withFan(async (fan) => {
      const before = (await world.eventsAfter(0)).at(-1)!.seq;
      const { id } = await install.app.get(Checkout).start(actorOf(fan), creator, { tierId: tier!.id });
      await world.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' });
      await world.advance(120);
      const events = await world.eventsAfter(before);
      const go: Record<(typeof WAYS)[number], () => Promise<unknown>> = {
        return: () => install.app.get(CheckoutReturns).look(actorOf(fan), creator.id, id),
        webhooks: async () => { for (const { payload } of events) await install.deliver(payload); await install.work(); },
        walk: () => install.walk(),
        sweep: () => install.sweep(),
        // Whoever comes back from there has a membership by now, or is not let through.
        portal: async () => {
          const row = await install.app.get(Database).repo(Subscription).findOneBy({ accountId: fan.accountId });
          if (row) await install.app.get(CardPages).back(row);
        },
      };
      if (atOnce) await Promise.all(ways.map((way) => go[way]()));
      else for (const way of ways) await go[way]();
      await go.webhooks();
      expect(await count("select count(*) as n from membership where account_id = $1 and paid_status = 'active'", [fan.accountId])).toBe(1);
      expect(await count("select count(*) as n from effect where name = 'started' and cause in (select subscription_id from subscription where account_id = $1)", [fan.accountId])).toBe(1);
      expect(await count("select count(*) as n from mail where account_id = $1 and kind = 'welcome'", [fan.accountId])).toBe(1);
      expect(install.toldTwice()).toEqual([]);
      expect(await count('select count(*) as n from checkout_intent where account_id = $1 and completed_at is null', [fan.accountId])).toBe(0);
    })), SETTINGS);
  });

  it('P13 however many tills are open and paid at once: one subscription runs, and what was too much went back', async () => {
    const creator = await install.app.get(Creators).byHandle('tamsin');
    const { rows: tiers } = await install.db.query<{ id: string }>('select t.id from tier t where creator_id = $1 and paid order by position', [creator.id]);
    const choices = fc.array(fc.nat(tiers.length - 1), { minLength: 2, maxLength: 5 });
    await fc.assert(fc.asyncProperty(choices, fc.nat(2), (chosen, beside) => withFan(async (fan) => {
      const before = (await world.eventsAfter(0)).at(-1)!.seq;
      const started = await Promise.all(chosen.map((n) => install.app.get(Checkout).start(actorOf(fan), creator, { tierId: tiers[n]!.id }).catch(() => null)));
      await Promise.all([...new Set(started.flatMap((one) => one?.id ?? []))].map((id) => world.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })));
      // Of these some were paid for twice already: their tier was changed at once.
      for (let n = 0; n < beside; n++) {
        const { id, items } = await buy(fan, n);
        if (n === 0) await world.stripe.subscriptions.update(id, { items: [{ id: items.data[0]!.id, price: world.shelves[0]!.prices[2]! }], proration_behavior: 'always_invoice' });
      }
      for (const { payload } of await world.eventsAfter(before)) await install.deliver(payload);
      await install.work({ acts: true });
      await install.app.get(Sync).syncUnasked(world.account, fan.customer);
      await install.work({ acts: true });
      const { data } = await world.stripe.subscriptions.list({ customer: fan.customer, status: 'all' });
      const live = data.filter(({ status }) => status === 'active').map(({ id }) => id);
      expect(live.length).toBe(data.length === 0 ? 0 : 1);
      const { data: charges } = await world.stripe.charges.list({ customer: fan.customer, limit: 100 });
      const kept = charges.filter((charge) => charge.paid && charge.amount_refunded < charge.amount);
      const { data: invoices } = await world.stripe.invoices.list({ customer: fan.customer, limit: 100 });
      const due = invoices.filter(({ parent, amount_paid: paid }) => paid > 0 && live.includes(String(parent?.subscription_details?.subscription)));
      expect(kept.map(({ amount }) => amount)).toEqual(due.map(({ amount_paid: paid }) => paid));
    })), SETTINGS);
  });

  it('P13 two customers of one account, a currency each, synced at the same moment: one membership stands, and the other goes back', async () => {
    const { creatorId, tiers, prices } = world.shelves[0]!;
    const workers = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }));
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.constantFrom(0, 2), fc.boolean(), workers, (s, price, stands, [elder, newer]) => withFan(async (fan) => {
      const sync = (customer: string) => install.app.get(Sync).syncAfterChange(world.account, customer);
      const inEuros = await buy(fan, price);
      if (stands) await sync(fan.customer);
      const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer: fan.dollars });
      const other = await world.stripe.subscriptions.create({ customer: fan.dollars, items: [{ price: prices[3]! }], default_payment_method: card.id });
      await interleave(s, install, [...Array.from({ length: elder }, () => () => sync(fan.customer)), ...Array.from({ length: newer }, () => () => sync(fan.dollars))]);
      const { rows: kept } = await install.db.query<{ id: string }>("select subscription_id as id from subscription where account_id = $1 and status = 'active' and not surplus", [fan.accountId]);
      expect(kept.map(({ id }) => id)).toEqual(stands ? [inEuros.id] : [expect.any(String)]);
      const tier = kept[0]!.id === inEuros.id ? tiers[price] : tiers[3];
      const currency = kept[0]!.id === inEuros.id ? 'EUR' : 'USD';
      const stand = async () => {
        expect([...await tiersHeld(install, fan, creatorId, await world.advance(0))]).toEqual([tier]);
        const { rows } = await install.db.query('select paid_tier_id, paid_status, price_currency from membership where account_id = $1', [fan.accountId]);
        expect(rows).toEqual([{ paid_tier_id: tier, paid_status: 'active', price_currency: currency }]);
      };
      await stand();
      await install.work({ acts: true });
      for (const customer of customersOf(fan)) await sync(customer);
      await install.work({ acts: true });
      await stand();
      for (const { id, customer } of [inEuros, other]) {
        const isKept = id === kept[0]!.id;
        const { status } = await world.stripe.subscriptions.retrieve(id);
        const { data } = await world.stripe.charges.list({ customer: String(customer) });
        expect([status, ...data.map((charge) => charge.amount_refunded === charge.amount)]).toEqual(isKept ? ['active', false] : ['canceled', true]);
      }
    })), SETTINGS);
  });

  it('P2 what has ended in one currency, unheard, takes nothing from what is bought in another', async () => {
    const [proof, , , inDollars] = world.shelves[0]!.prices as [string, string, string, string];
    await fc.assert(fc.asyncProperty(fc.boolean(), fc.boolean(), (isDollarsFirst, isAsked) => withFan(async (fan) => {
      const both = [{ customer: fan.customer, price: proof }, { customer: fan.dollars, price: inDollars }];
      const [first, second] = (isDollarsFirst ? both.reverse() : both) as [(typeof both)[0], (typeof both)[0]];
      const join = async ({ customer, price }: typeof first) => {
        const card = await world.stripe.paymentMethods.attach('pm_card_visa', { customer });
        return world.stripe.subscriptions.create({ customer, items: [{ price }], default_payment_method: card.id });
      };
      const { id } = await join(first);
      await install.app.get(Sync).syncAfterChange(world.account, first.customer);
      await world.stripe.subscriptions.cancel(id);
      const { id: bought } = await join(second);
      if (isAsked) await install.app.get(Sync).syncUnasked(world.account, second.customer);
      else await install.app.get(Sync).syncAfterChange(world.account, second.customer);
      await install.work({ acts: true });
      expect((await world.stripe.subscriptions.retrieve(bought)).status).toBe('active');
      const { rows } = await install.db.query('select subscription_id as id, status, surplus from subscription where account_id = $1 order by status', [fan.accountId]);
      expect(rows).toEqual([{ id: bought, status: 'active', surplus: false }, { id, status: 'canceled', surplus: false }]);
    })), { numRuns: 4 });
  });
});
