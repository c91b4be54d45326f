import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import Stripe from 'stripe';
import { Catalog } from '../../src/billing/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { Tiers } from '../../src/tiers/index.js';
import { startApp, STRIPE_KEY, WEBHOOK_SECRET } from '../app.js';
import { buildPage, buildPerson } from '../client.js';
import { copyDatabase, createDatabase, type TestDatabase } from '../database.js';
import { customersOf, type Fan } from './fan.js';
import { quietPool, Replica } from './replica.js';

/** What is on sale: Stripe's ids of its prices. */
export interface Shelf {
  creatorId: string;
  /** Proof by the month, proof by the year, table by the month, all in euros; proof by the month in dollars. */
  prices: string[];
  /** What each of these prices opens, by our own ids. */
  tiers: string[];
  /** How long a renewal that failed keeps its tiers open. */
  graceDays: number;
}

/**
 * One local Stripe, and several installs that look at it, each with a database of its own that began as the same. Nothing is delivered by
 * itself: the property says who hears what, and when.
 */
export class World {
  readonly replicas: Replica[] = [];
  readonly shelves: Shelf[] = [];
  stripe!: Stripe;
  account = '';
  private stripeDb!: pg.Pool;
  private sandbox!: Sandbox;
  private readonly leave: (() => Promise<unknown>)[] = [];

  /** @param names of the installs */
  static async open(names: string[]): Promise<World> {
    const world = new World();
    try {
      await world.build(names);
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  private async build(names: string[]): Promise<void> {
    const stripeDatabase = await createDatabase({ template: 'sandbox' });
    this.sandbox = await startSandbox({ databaseUrl: stripeDatabase.url, port: 0, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET });
    this.stripeDb = quietPool(stripeDatabase.url);
    this.leave.push(stripeDatabase.drop, () => this.stripeDb.end(), () => this.sandbox.stop());
    const { hostname, port } = new URL(this.sandbox.url);
    this.stripe = new Stripe(STRIPE_KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
    this.account = (await this.stripe.accounts.retrieveCurrent()).id;
    const furnished = await this.furnish();
    const databases: TestDatabase[] = [];
    for (const _ of names) databases.push(await copyDatabase(furnished.url));
    this.leave.push(...databases.map((one) => one.drop));
    this.replicas.push(...await Promise.all(names.map((name, n) => Replica.open(name, databases[n]!.url, this.sandbox.url))));
    this.leave.push(() => Promise.all(this.replicas.map((one) => one.close())));
    await furnished.drop();
  }

  /** Two creators with two paid tiers each, made by the product itself; the database they stand in. */
  private async furnish(): Promise<TestDatabase> {
    const database = await createDatabase();
    const app = await startApp({ database, sandbox: this.sandbox });
    try {
      for (const [name, graceDays] of [['Tamsin', 7], ['Nico', 3]] as const) {
        const owner = await buildPerson(app, name);
        const handle = name.toLowerCase();
        const { paid } = await buildPage(app, owner, handle);
        await owner.post(`/studio/${handle}/tiers/${paid.id}/prices`, { period: 'year', currency: 'EUR', price: '50' });
        await owner.post(`/studio/${handle}/tiers/${paid.id}/prices`, { period: 'month', currency: 'USD', price: '6' });
        await owner.post(`/studio/${handle}/tiers`, { name: 'Table', description: '', benefits: '', welcome: '', paid: 'paid', price: '9', currency: 'EUR' });
        await app.db.query('update tier set grace_days = $2 where creator_id = (select id from creator where handle = $1)', [handle, graceDays]);
        const { rows } = await app.db.query<{ tier: string; price: string; creator: string }>(
          `select t.id as tier, p.id as price, t.creator_id as creator from tier t join tier_price p on p.tier_id = t.id join creator c on c.id = t.creator_id
           where c.handle = $1 order by p.currency, t.name = 'Table', p.period`, [handle],
        );
        this.shelves.push({ creatorId: rows[0]!.creator, prices: await this.pricesOf(app, rows), tiers: rows.map(({ tier }) => tier), graceDays });
      }
    } finally {
      await app.close();
    }
    return database;
  }

  private async pricesOf(app: Awaited<ReturnType<typeof startApp>>, rows: { tier: string; price: string }[]): Promise<string[]> {
    const catalog = app.app.get(Catalog);
    const found: string[] = [];
    for (const { tier, price } of rows) {
      const whole = (await app.app.get(Tiers).byId(tier))!;
      found.push(await catalog.ensurePrice(whole, whole.prices.find((one) => one.id === price)!));
    }
    return found;
  }

  /** Somebody new, whom every replica knows. */
  async welcome(): Promise<Fan> {
    const accountId = randomUUID();
    const [customer, dollars] = await Promise.all([this.customer(accountId, 'EUR'), this.customer(accountId, 'USD')]);
    const fan = { accountId, customer, dollars };
    await Promise.all(this.replicas.map((one) => one.meet(fan, this.account)));
    return fan;
  }

  private async customer(accountId: string, currency: string): Promise<string> {
    return (await this.stripe.customers.create({ email: `${accountId}@people.example`, metadata: { account: accountId, currency } })).id;
  }

  /** Lets somebody go, so that no later month of theirs costs the next history time. */
  async dismiss(fan: Fan): Promise<void> {
    for (const customer of customersOf(fan)) await this.stripe.customers.del(customer);
  }

  /** What the account does with what it asked for in vain. */
  async retries(then: 'cancel' | 'unpaid'): Promise<void> {
    await this.control('POST', '/retries', { then });
  }

  /** Everything Stripe has made known since an event, in its order. */
  async eventsAfter(seq: number): Promise<{ seq: number; payload: string }[]> {
    const { rows } = await this.stripeDb.query<{ seq: string; payload: string }>('select seq, data::text as payload from event where not thin and seq > $1 order by seq', [seq]);
    return rows.map((row) => ({ seq: Number(row.seq), payload: row.payload }));
  }

  async control(method: string, path: string, body?: object): Promise<any> {
    const answer = await fetch(`${this.sandbox.url}/_sandbox${path}`, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
    const text = await answer.text();
    return text ? JSON.parse(text) : null;
  }

  /** Moves Stripe's clock, and every install's business time with it. @param seconds 0 only tells the time */
  async advance(seconds: number): Promise<number> {
    const { now, offsetMs, ...more } = seconds > 0 ? await this.control('POST', '/clock', { advanceSeconds: seconds }) : await this.control('GET', '/clock');
    if (typeof now !== 'number') throw new Error(`Stripe's clock stands: ${JSON.stringify(more)}`);
    for (const replica of this.replicas) replica.businessOffset(offsetMs);
    return now;
  }

  async close(): Promise<void> {
    for (const work of this.leave.reverse()) await work();
  }
}
