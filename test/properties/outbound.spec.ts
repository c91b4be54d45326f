import fc from 'fast-check';
import { Checkout } from '../../src/billing/index.js';
import { Customers } from '../../src/billing/stripe/customers.service.js';
import { Accounts, Creators } from '../../src/members/index.js';
import type { Actor } from '../../src/platform/index.js';
import { randomUUID } from 'node:crypto';
import { Replica } from './replica.js';
import { World } from './world.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };

/** How a call goes wrong: what Stripe did, we may not know of. */
const fault = fc.record({
  kind: fc.constantFrom('drop_after', 'drop_before', 'truncate', 'status'), status: fc.constantFrom(500, 503, 409, 429),
  path: fc.constantFrom('/v1/customers', '/v1/checkout/sessions'), times: fc.integer({ min: 1, max: 3 }),
});

describe('what goes out', () => {
  let world: World;
  let install: Replica;

  beforeAll(async () => {
    world = await World.open(['one']);
    install = world.replicas[0]!;
    await world.advance(0);
  });
  afterAll(() => world.close());

  it('P23 however often a call is made again, and whatever happened to it: one customer, one open till', async () => {
    const creator = await install.app.get(Creators).byHandle('tamsin');
    const { rows: [tier] } = await install.db.query<{ id: string }>("select id from tier where creator_id = $1 and name = 'Proof'", [creator.id]);
    await fc.assert(fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 3 }), async (faults, tabs) => {
      const accountId = randomUUID();
      await install.db.query("insert into account (id, email, email_key, name, language, time_zone, created_at, proved_at) values ($1::uuid, $1 || '@people.example', $1 || '@people.example', 'A fan', 'en', 'UTC', now(), now())", [accountId]);
      const actor: Actor = { accountId, name: 'A fan', email: `${accountId}@people.example`, language: 'en', timeZone: 'UTC', proved: true, operator: false, works: false, sessionId: '', via: 'token', scopes: null };
      const start = () => install.app.get(Checkout).start(actor, creator, { tierId: tier!.id });
      for (const one of faults) {
        await world.control('POST', '/faults', { method: 'POST', ...one });
        await Promise.all(Array.from({ length: tabs }, () => start().catch(() => null)));
      }
      await world.control('DELETE', '/faults');
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
    }), SETTINGS);
  });
});
