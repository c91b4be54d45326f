import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import Stripe from 'stripe';
import { hashPassword } from '../../src/members/auth/password.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { freePort, SECRET_KEY, STRIPE_KEY, until, WEBHOOK_SECRET } from '../app.js';
import { type Client, expectStatus, PASSWORD } from '../client.js';
import { createDatabase } from '../database.js';
import { readBooks } from './books.js';
import { Fan, type Wish } from './fan.js';
import { type Allowance, type Books, violations } from './invariants.js';
import { AppProcess } from './process.js';
import { Relay } from './relay.js';
import { Sink } from './sink.js';

export interface HouseOptions {
  webs?: number;
  workers?: number;
  /** A server of the case's own; else a database of the run's cluster. */
  database?: { url: string; drop(): Promise<void> };
  /** Where the sandbox's clock begins, ISO 8601; now unless given. */
  begins?: string;
}

let hash: Promise<string> | undefined;

/** The built product as its processes, the local Stripe, a mail server, and wires between them that can go bad. */
export class House {
  readonly webs: AppProcess[] = [];
  readonly workers: AppProcess[] = [];
  readonly sink = new Sink();
  /** Between the product and its database. */
  wire!: Relay;
  /** Before the webs, as a load balancer is. */
  front!: Relay;
  db!: pg.Pool;
  stripeDb!: pg.Pool;
  stripe!: Stripe;
  url = '';
  readonly page = '/@tamsin';
  tierId = '';
  /** One that counts its places. */
  seatedTierId = '';
  owner!: Client;
  readonly fans: Fan[] = [];
  /** What has to come true before all is calm: every fan's wish, and what a case adds. */
  readonly wishes: { name: string; tries: () => Promise<boolean> }[] = [];
  /** What this case may leave behind. */
  readonly allowance: Allowance = {};
  /** What a case itself found wrong, beside what the books say. */
  readonly complaints: string[] = [];
  private sandbox!: Sandbox;
  private closed = false;
  private readonly leave: (() => Promise<unknown>)[] = [];

  /** Opens a house with a page and a tier on sale. */
  static async open(options: HouseOptions = {}): Promise<House> {
    const house = new House();
    try {
      await house.build(options);
      await house.furnish();
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  private async build({ webs = 1, workers = 1, database: given, begins }: HouseOptions): Promise<void> {
    const [database, stripeDatabase, dataDir] = [given ?? await createDatabase(), await createDatabase({ template: 'sandbox' }), await mkdtemp(join(tmpdir(), 'thousand-house-'))];
    this.leave.push(() => rm(dataDir, { recursive: true, force: true }), stripeDatabase.drop, database.drop);
    const ports = await Promise.all(Array.from({ length: webs }, freePort));
    this.front = await new Relay(() => ports).open(await freePort());
    this.wire = await new Relay(() => [Number(new URL(database.url).port)]).open(await freePort());
    this.leave.push(() => this.front.cut(), () => this.wire.cut().catch(() => undefined));
    await this.sink.open();
    this.leave.push(() => this.sink.close().catch(() => undefined));
    this.url = `http://localhost:${this.front.port}`;
    this.sandbox = await startSandbox({
      databaseUrl: stripeDatabase.url, port: 0, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET, deliverTo: `http://127.0.0.1:${this.front.port}/webhooks/stripe`,
      clockTo: `http://127.0.0.1:${this.front.port}/dev/clock`, retryDelaysMs: [...Array(400).fill(500)],
    });
    this.leave.push(() => this.sandbox.stop());
    this.db = pool(database.url);
    this.stripeDb = pool(stripeDatabase.url);
    this.leave.push(() => Promise.all([this.db.end(), this.stripeDb.end()]));
    const { hostname, port } = new URL(this.sandbox.url);
    this.stripe = new Stripe(STRIPE_KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 2, telemetry: false });
    const wired = new URL(database.url);
    wired.port = String(this.wire.port);
    const common = {
      DATA_DIR: dataDir, PUBLIC_URL: this.url, DATABASE_URL: wired.href, SECRET_KEY, SMTP_URL: `smtp://127.0.0.1:${this.sink.port}`,
      THOUSAND_LOCAL: JSON.stringify({ stripe: { url: this.sandbox.url, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET } }),
    };
    this.webs.push(...ports.map((own) => new AppProcess({ ...common, ROLE: 'web', PORT: String(own) })));
    this.workers.push(...Array.from({ length: workers }, () => new AppProcess({ ...common, ROLE: 'worker' })));
    this.leave.push(() => Promise.all(this.processes.map((one) => one.kill())));
    await Promise.all(this.processes.map((one) => one.start()));
    if (begins) await this.control('POST', '/clock', { to: Date.parse(begins) / 1000 });
  }

  private async furnish(): Promise<void> {
    this.owner = (await Fan.arrive(this, 'owner')).client;
    expectStatus(await this.owner.post('/studio', { name: 'Tamsin', handle: 'tamsin', language: 'en' }), 201);
    this.tierId = await this.offer('Proof');
    this.seatedTierId = await this.offer('Table', { price: '9', seats: '500' });
  }

  /** Puts one more tier on sale. @returns its id */
  async offer(name: string, more: object = {}, owner = this.owner, handle = 'tamsin'): Promise<string> {
    const tier = { name, description: '', benefits: '', welcome: 'So glad.', paid: 'paid', price: '5', currency: 'EUR', ...more };
    return expectStatus(await owner.post(`/studio/${handle}/tiers`, tier), 201).json.id as string;
  }

  /** The first web itself, for what is to be got ready although the others die. */
  get quietUrl(): string {
    return `http://127.0.0.1:${this.webs[0]!.env.PORT}`;
  }

  get processes(): AppProcess[] {
    return [...this.webs, ...this.workers];
  }

  /** A call of the sandbox's control API, which no fault meets. */
  async control(method: string, path: string, body?: object): Promise<{ status: number; body: any }> {
    const answer = await fetch(`${this.sandbox.url}/_sandbox${path}`, {
      method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  }

  passwordHash(): Promise<string> {
    hash ??= hashPassword(PASSWORD);
    return hash;
  }

  /** Somebody more, whose wish has to come true from now on. */
  async welcome(name: string, wish: Wish = {}): Promise<Fan> {
    await this.db.query('delete from limit_use');
    const fan = await Fan.arrive(this, name, wish);
    this.fans.push(fan);
    this.wishes.push({ name, tries: () => fan.tries() });
    return fan;
  }

  /** Starts whatever has died, as whoever minds it does; and nobody is told to come back later, for these people do not stop trying. */
  async mind(): Promise<void> {
    if (this.closed) return;
    void this.db.query('delete from limit_use').catch(() => undefined);
    await Promise.all(this.processes.filter((one) => one.dead).map((one) => one.start()));
  }

  /** What was tried and failed waits for its turn, ever longer; where that is not what a case asks about, the turn is now. */
  async hurry(): Promise<void> {
    await this.db.query('update mail set due_at = now() where submitted_at is null and skipped is null');
    await this.db.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()');
  }

  /**
   * Waits until everybody has what they want and nothing is under way.
   * @returns how long it took, in ms
   */
  async settle(ms: number): Promise<number> {
    const from = performance.now();
    let since = 0;
    let left = '';
    await until('calm', async () => {
      await this.mind();
      const wishes = await Promise.all(this.wishes.map((wish) => wish.tries().catch(() => false)));
      left = [...wishes.flatMap((done, n) => (done ? [] : [this.wishes[n]!.name])), ...await this.unrest().catch((error: Error) => [error.message])].join(', ');
      if (left) since = 0;
      else since ||= performance.now();
      await pause(150);
      return since > 0 && performance.now() - since > 1200;
    }, ms).catch(() => { throw new Error(`Not calm within ${ms / 1000} s: ${left}`); });
    return Math.round(since - from);
  }

  private async unrest(): Promise<string[]> {
    const [{ rows: [sent] }, { rows: [ours] }] = await Promise.all([
      this.stripeDb.query<{ n: number }>("select count(*)::int as n from delivery where state = 'pending'"),
      this.db.query<{ dirty: number; inbox: number; mail: number; jobs: number }>(
        `select (select count(*)::int from stripe_customer where dirty_seq > synced_seq) as dirty, (select count(*)::int from inbox_event where state = 'received') as inbox,
           (select count(*)::int from mail where submitted_at is null and skipped is null) as mail,
           (select count(*)::int from graphile_worker._private_jobs where run_at < now() + interval '15 minutes' and attempts < max_attempts and not (payload::jsonb ? '_cron')) as jobs`,
      ),
    ]);
    return Object.entries({ deliveries: sent!.n, ...ours }).flatMap(([what, n]) => (n > 0 ? [`${n} ${what}`] : []));
  }

  async books(): Promise<Books> {
    return readBooks(this.db, this.stripeDb, this.sink, (await this.control('GET', '/clock')).body.now);
  }

  async violations(): Promise<string[]> {
    return [...this.complaints, ...violations(await this.books(), this.allowance)];
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const work of this.leave.reverse()) await work();
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

function pool(url: string): pg.Pool {
  const made = new pg.Pool({ connectionString: url, max: 4 });
  made.on('error', () => undefined);
  return made;
}
