import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, LOGGER, Metrics } from '../../platform/index.js';
import { Customers } from '../stripe/customers.service.js';
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

/** Where we thought otherwise than Stripe although nothing was known to wait: found by asking, mended by the asking, and written down. */
@Injectable()
export class Drifts {
  private readonly found: (kind?: string) => void;

  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly customers: Customers, private readonly sync: Sync, @Inject(LOGGER) private readonly log: Logger, metrics: Metrics,
  ) {
    this.found = metrics.counter('drift_found_total', 'Customers whose memberships differed from Stripe although nothing was known to wait.');
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
