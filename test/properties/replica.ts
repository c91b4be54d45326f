import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import pino from 'pino';
import Stripe from 'stripe';
import { AppModule } from '../../src/app.module.js';
import { MissedEvents } from '../../src/billing/inbox/missed-events.service.js';
import { WebhooksController } from '../../src/billing/inbox/webhooks.controller.js';
import { Ledger } from '../../src/billing/ledger/ledger.service.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { Walk } from '../../src/billing/sync/walk.service.js';
import { Clock, Config, createServer } from '../../src/platform/index.js';
import { Handlers } from '../../src/platform/events/handlers.js';
import { SECRET_KEY, STRIPE_KEY, WEBHOOK_SECRET } from '../app.js';
import { customersOf, type Fan } from './fan.js';
import { Mortality } from './mortality.js';

/** Jobs that change something at Stripe. */
const ACTS = /^billing\.(returnSurplus|endDisputed|endRepeatedTrial|withdraw|recover|endSubscription|movePrices?)$/;
/** How an event's listener is called: `PaymentReceived:ReceiptMail.send`. */
const EVENT = /^[A-Z]\w+:/;
const NOBODY = randomBytes(12).toString('hex');

/** One install: the product on a database of its own, whose webhooks and jobs come when the property says so. */
export class Replica {
  delivered = 0;
  /** Of the one that dies now and then in the midst of its work. */
  readonly mortality: Mortality | undefined;
  /** Everything that was told to whoever listens, as often as it was: the event, the listener, and what it said. */
  private readonly told: string[] = [];
  private system: () => Date;
  private offsetMs = 0;
  private skewMs = 0;

  private constructor(readonly name: string, readonly app: NestFastifyApplication, readonly db: pg.Pool, private readonly dataDir: string) {
    this.system = this.clock.system.bind(this.clock);
    if (name === 'mortal') this.mortality = new Mortality();
  }

  static async open(name: string, databaseUrl: string, sandboxUrl: string): Promise<Replica> {
    const dataDir = await mkdtemp(join(tmpdir(), 'thousand-replica-'));
    const config = new Config({
      NODE_ENV: 'test', PORT: '1', DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:1', LOG_LEVEL: 'error',
      THOUSAND_LOCAL: JSON.stringify({ database: databaseUrl, secretKey: SECRET_KEY, stripe: { url: sandboxUrl, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET } }), DATABASE_URL: '',
    });
    const app = await createServer(AppModule.with(config, pino({ level: 'silent' })), config, pino({ level: 'silent' }));
    await app.init();
    return new Replica(name, app, quietPool(databaseUrl), dataDir);
  }

  get clock(): Clock {
    return this.app.get(Clock);
  }

  async meet({ accountId, customer, dollars }: Fan, stripeAccount: string): Promise<void> {
    await this.db.query(
      `with a as (insert into account (id, email, email_key, name, language, time_zone, created_at, proved_at) values ($1::uuid, $1 || '@people.example', $1 || $4, 'A fan', 'en', 'UTC', now(), now()) returning id)
       insert into stripe_customer (stripe_account, customer_id, account_id, currency) select $2, c, id, m from a, (values ($3, 'EUR'), ($5, 'USD')) as v (c, m)`,
      [accountId, stripeAccount, customer, NOBODY, dollars],
    );
  }

  businessOffset(ms: number): void {
    this.offsetMs = ms;
    this.clock.setOffset(ms + this.skewMs);
  }

  /** Makes this install's own clock wrong, by so much. */
  skew(ms: number): void {
    this.skewMs = ms;
    this.clock.system = () => new Date(this.system().getTime() + ms);
    this.businessOffset(this.offsetMs);
  }

  /** Stripe calls at our door, and signs by its own clock. @returns the status we answer */
  async deliver(payload: string, { secret = WEBHOOK_SECRET, signedAt = Math.floor(this.system().getTime() / 1000) } = {}): Promise<number> {
    this.delivered += 1;
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: signedAt });
    try {
      await this.outlive(() => this.app.get(WebhooksController).receive({ rawBody: Buffer.from(payload) } as never, signature));
      return 200;
    } catch (error) {
      return (error as { status?: number }).status ?? 500;
    }
  }

  /**
   * Does whatever jobs wait, as the worker would, until there are none; mails are owed and not sent.
   * @param acts whether this is the install that moves money and ends things at Stripe: one does, the others see it done
   */
  async work({ acts = false } = {}): Promise<void> {
    const handlers = this.app.get(Handlers).all();
    for (;;) {
      const { rows: jobs } = await this.db.query<{ task: string; payload: never }>(
        'delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t where t.id = j.task_id returning t.identifier as task, j.payload, j.id',
      );
      if (jobs.length === 0) return;
      for (const { task, payload } of jobs) {
        if (EVENT.test(task)) this.told.push(`${task} ${JSON.stringify(payload)}`);
        if (task !== 'email.deliver' && (acts || !ACTS.test(task))) await this.outlive(async () => handlers.get(task)!(payload));
      }
    }
  }

  /** Does what the clock does now and then, and whatever comes of it. */
  async run(task: string): Promise<void> {
    await this.app.get(Handlers).all().get(task)!({} as never);
    await this.work();
  }

  /** What was told more than once since this was last asked. */
  toldTwice(): string[] {
    const twice = this.told.filter((one, n) => this.told.indexOf(one) !== n);
    this.told.length = 0;
    return twice;
  }

  /** The sweep over Stripe's events, as every quarter of an hour. */
  async sweep(): Promise<void> {
    await this.app.get(MissedEvents).sweep();
    await this.work();
  }

  /** The walk over Stripe's subscriptions, as every night, and the sweep of the ledger, which finds money that no event told of. */
  async walk(): Promise<void> {
    await this.app.get(Walk).whole();
    await this.work();
    await this.app.get(Ledger).sweep();
    await this.work();
  }

  /** Forgets what it thought of somebody's money, and asks Stripe anew, as `npm run billing -- rebuild` does. */
  async rebuild(fan: Fan): Promise<void> {
    const customers = customersOf(fan);
    await this.db.query('delete from payment where account_id = $1', [fan.accountId]);
    await this.db.query('delete from dispute where charge_id in (select charge_id from payment_charge where customer_id = any($1))', [customers]);
    await this.db.query('delete from payment_charge where customer_id = any($1)', [customers]);
    const { rows } = await this.db.query<{ account: string; customer: string }>('select stripe_account as account, customer_id as customer from stripe_customer where customer_id = any($1)', [customers]);
    for (const { account, customer } of rows) await this.app.get(Sync).rebuild(account, customer);
    await this.work();
  }

  private outlive<T>(work: () => Promise<T>): Promise<T> {
    return this.mortality ? this.mortality.outlive(work) : work();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.db.end();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** A pool that outlives its database without a word: what is dropped ends what was connected. */
export function quietPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 2 });
  pool.on('error', () => undefined);
  return pool;
}
