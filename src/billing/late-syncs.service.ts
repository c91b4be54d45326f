import { Injectable } from '@nestjs/common';
import { Clock, Database, Jobs, MINUTE, OnJob, plusMs } from '../platform/index.js';

/** Customers that stayed dirty although their job should have run: queues them again, every minute. */
@Injectable()
export class LateSyncs {
  constructor(private readonly db: Database, private readonly jobs: Jobs, private readonly clock: Clock) {}

  @OnJob('billing.lateSyncs')
  async queue(): Promise<void> {
    const late = await this.db.sql<{ account: string; customer: string }>(
      'late.find',
      `select stripe_account as account, customer_id as customer from stripe_customer where dirty_seq > synced_seq and dirty_at < $1 order by dirty_at limit 500`,
      [plusMs(this.clock.system(), -MINUTE)],
    );
    for (const one of late) {
      await this.jobs.add('billing.sync', one, { lane: `customer ${one.customer}`, key: `sync ${one.account} ${one.customer}` });
    }
  }
}
