import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, Jobs, LOGGER, Metrics, OnJob } from '../../platform/index.js';
import { Customers } from '../stripe/customers.service.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Sync } from './sync.service.js';

/** A subscription as it stood in our projection, by its id. */
type Projection = Record<string, Record<string, unknown>>;

export interface Drift {
  id: string;
  customer: string;
  accountId: string | null;
  name: string | null;
  foundAt: Date;
  before: Projection;
  after: Projection;
}

const BATCH = 50;
/** A night's walk stops here: Stripe away is no drift, and the next night walks again. */
const MOST_FAILURES = 5;

/**
 * Looks for what no event told us: asks Stripe about every customer once a night and compares what we thought. Stripe's docs say that
 * an event can fail to be made at all ("handle irrecoverable events"), so nothing that only listens is complete.
 */
@Injectable()
export class Drifts {
  private readonly found: (kind?: string) => void;

  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs, private readonly customers: Customers, private readonly stripe: StripeClient,
    private readonly sync: Sync, @Inject(LOGGER) private readonly log: Logger, metrics: Metrics,
  ) {
    this.found = metrics.counter('drift_found_total', 'Customers whose memberships differed from Stripe although nothing was known to wait.');
  }

  /** Begins at the first customer, and goes on in a job for each batch: a restart loses no more than one. */
  @OnJob('billing.walk')
  async walk({ after = '' }: { after?: string } = {}): Promise<void> {
    if (!this.stripe.enabled) return;
    const account = await this.stripe.account();
    const batch = await this.db.sql<{ customer_id: string }>(
      'drift.batch',
      `select customer_id from stripe_customer where stripe_account = $1 and customer_id > $2 and gone_at is null and synced_at is not null order by customer_id limit ${BATCH}`,
      [account, after],
    );
    let failures = 0;
    for (const { customer_id: customer } of batch) {
      await this.check(account, customer).catch((error: unknown) => {
        this.log.warn({ err: error, customer }, 'a customer could not be checked');
        failures++;
      });
      if (failures === MOST_FAILURES) return;
    }
    if (batch.length === BATCH) await this.jobs.add('billing.walk', { after: batch.at(-1)!.customer_id }, { key: 'billing.walk on' });
  }

  /**
   * Compares one customer with Stripe, and mends what differs.
   * @returns whether something did that no waiting event explains
   */
  async check(account: string, customer: string): Promise<boolean> {
    const binding = await this.customers.find(account, customer);
    if (!binding || binding.dirty_seq !== binding.synced_seq) return false;
    const before = await this.projection(account, customer);
    await this.sync.syncUnasked(account, customer);
    const after = await this.projection(account, customer);
    const heard = (await this.customers.find(account, customer))?.last_event !== binding.last_event;
    if (heard || JSON.stringify(before) === JSON.stringify(after)) return false;
    this.found();
    this.log.error({ alarm: 'drift', customer }, 'a membership differed from Stripe and was mended');
    await this.db.sql(
      'drift.note', 'insert into drift (stripe_account, customer_id, found_at, before, after) values ($1, $2, $3, $4, $5)',
      [account, customer, this.clock.system(), JSON.stringify(before), JSON.stringify(after)],
    );
    return true;
  }

  /** What was found, newest first. */
  async latest(limit: number): Promise<Drift[]> {
    return this.db.sql<Drift>(
      'drift.latest',
      `select d.id::text, d.customer_id as customer, c.account_id as "accountId", a.name, d.found_at as "foundAt", d.before, d.after
       from drift d left join stripe_customer c on c.stripe_account = d.stripe_account and c.customer_id = d.customer_id left join account a on a.id = c.account_id
       order by d.id desc limit $1`,
      [limit],
    );
  }

  private async projection(account: string, customer: string): Promise<Projection> {
    const [row] = await this.db.sql<{ rows: Projection | null }>(
      'drift.projection',
      `select jsonb_object_agg(subscription_id, jsonb_build_object('tier', tier_id, 'status', status, 'amount', amount, 'currency', currency, 'paidUntil', period_end,
           'endsThen', cancel_at_period_end, 'ended', ended_at, 'opensUntil', opens_until)) as rows
       from subscription where stripe_account = $1 and customer_id = $2`,
      [account, customer],
    );
    return row?.rows ?? {};
  }
}
