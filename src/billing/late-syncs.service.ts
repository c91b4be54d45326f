import { Injectable } from '@nestjs/common';
import { Clock, Database, HOUR, MINUTE, OnJob, plusMs } from '../platform/index.js';
import { Inbox } from './inbox/inbox.service.js';

/** Customers that stayed dirty although their job should have run: queues them again, every minute, and those that fail ever more slowly. */
@Injectable()
export class LateSyncs {
  constructor(private readonly db: Database, private readonly inbox: Inbox, private readonly clock: Clock) {}

  @OnJob('billing.lateSyncs')
  async queue(): Promise<void> {
    const late = await this.db.sql<{ account: string; customer: string }>(
      'late.find',
      `select stripe_account as account, customer_id as customer from stripe_customer where dirty_seq > synced_seq and dirty_at < $1
         and (failed_at is null or failed_at < $2::timestamptz - least(power(2, failures), 10) * interval '1 minute')
       order by dirty_at limit 500`,
      [plusMs(this.clock.system(), -MINUTE), this.clock.system()],
    );
    for (const { account, customer } of late) await this.inbox.queueSync(account, customer);
  }

  /** Tills that should have closed an hour ago and that we never heard of: Stripe is asked, so that no seat stays taken by nobody. */
  @OnJob('billing.lateTills')
  async askAfterTills(): Promise<void> {
    const late = await this.db.sql<{ account: string; customer: string }>(
      'late.tills',
      `select distinct stripe_account as account, customer_id as customer from checkout_intent
       where completed_at is null and abandoned_at is null and customer_id is not null and expires_at < $1 limit 500`,
      [plusMs(this.clock.now(), -HOUR)],
    );
    for (const { account, customer } of late) await this.inbox.markDirty(account, customer);
  }
}
