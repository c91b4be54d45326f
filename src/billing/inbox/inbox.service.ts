import { Injectable } from '@nestjs/common';
import { Clock, Database, Jobs, KEYED, Metrics, step } from '../../platform/index.js';
import { StripeClient } from '../stripe/stripe.client.js';
import type { Arrival } from './arrival.js';

/** Why an event was turned away at the door. */
export type Refusal = 'signature' | 'future' | 'mode' | 'account' | 'version';

/** Every event Stripe sent, once, with what became of it. */
@Injectable()
export class Inbox {
  private readonly counted: (kind?: string) => void;
  private readonly countedRefusal: (kind?: string) => void;

  constructor(private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs, private readonly stripe: StripeClient, metrics: Metrics) {
    this.counted = metrics.counter('webhooks_total', 'Events that were accepted, new ones and ones that were here before.', 'kind');
    this.countedRefusal = metrics.counter('webhooks_refused_total', 'Events that were turned away.', 'reason');
  }

  /**
   * Stores a verified event, of strangers without what it says, and marks its customer dirty, all or nothing; an event that was here before changes nothing.
   * Only the first event since the last sync queues one: a sync that finds the counter moved queues the next itself (`Sync.goOn`), and
   * what stays dirty for a minute is queued anew (`LateSyncs`).
   * @returns whether it is new
   */
  async accept(event: Arrival, raw: string): Promise<boolean> {
    const account = await this.stripe.account();
    const customer = event.customer ?? await this.known(account, event);
    const asks = event.related !== null && customer === null;
    // One statement, hence one transaction and one round trip: Stripe waits for this answer.
    const [row] = await this.db.sql<{ fresh: number }>(
      'inbox.accept',
      `with stored as (
         insert into inbox_event (source, event_id, type, customer_id, created, received_at, payload, state)
         select $1, $2, $3, customer, $5, $6, case when ours or $8 then $7::json else '{}'::json end, case when ours or $8 then 'received' else 'ignored' end
         from (select about.customer, exists (select 1 from stripe_customer where stripe_account = $1 and stripe_customer.customer_id = about.customer) as ours
           from (select coalesce($4::text, (select customer_id from payment_charge where stripe_account = $1 and charge_id = $10)) as customer) about) known
         on conflict (source, event_id) do nothing returning customer_id),
       dirty as (
         update stripe_customer c set dirty_seq = dirty_seq + 1, dirty_at = case when c.dirty_seq = c.synced_seq then $6 else c.dirty_at end from stored
         where c.stripe_account = $1 and c.customer_id = stored.customer_id returning c.customer_id, c.dirty_seq = c.synced_seq + 1 as was_clean),
       queued as (
         select (graphile_worker.add_job('billing.sync', json_build_object('account', $1::text, 'customer', customer_id),
           queue_name => 'customer ' || customer_id, job_key => 'sync ' || $1 || ' ' || customer_id, flags => array['${KEYED}'])).id from dirty where was_clean
         union all
         select (graphile_worker.add_job('billing.findCustomer', json_build_object('account', $1::text, 'event', $2::text, 'url', $9::text))).id from stored where $8)
       select (select count(*) from stored)::int as fresh, (select count(*) from queued)::int as queued`,
      [account, event.id, event.type, customer, event.created, this.clock.system(), raw, asks, event.related?.url ?? null, customer === null ? event.charge : null],
    );
    const isNew = row!.fresh === 1;
    this.counted(isNew ? 'new' : 'again');
    return isNew;
  }

  /** Whose object a thin event names, where we know the object. */
  private async known(account: string, { related }: Arrival): Promise<string | null> {
    if (related?.type !== 'subscription' && related?.type !== 'invoice') return null;
    const [row] = await this.db.sql<{ customer: string }>(
      'inbox.known',
      `select customer_id as customer from subscription where stripe_account = $1 and subscription_id = $2
       union all
       select s.customer_id from payment p join subscription s on s.stripe_account = p.stripe_account and s.subscription_id = p.subscription_id
       where p.stripe_account = $1 and p.invoice_id = $2 limit 1`,
      [account, related.id],
    );
    return row?.customer ?? null;
  }

  /** Writes down whom a thin event turned out to be about, and marks them dirty; one about nobody of ours is done with. Inside a transaction. */
  async tellWhom(account: string, event: string, customer: string | null): Promise<void> {
    const raised = customer === null ? null : await this.markDirty(account, customer);
    await this.db.sql(
      'inbox.whom', `update inbox_event set customer_id = $3, state = case when $4 then state else 'ignored' end, payload = case when $4 then payload else '{}'::json end
       where source = $1 and event_id = $2 and state = 'received'`,
      [account, event, customer, raised !== null],
    );
  }

  /**
   * Raises a customer's dirty counter and queues a sync in its lane, or does neither: of events that come behind a raised counter none queues another.
   * @returns the counter after, or null for a customer we do not know
   */
  async markDirty(account: string, customer: string): Promise<bigint | null> {
    return step('inbox.mark', () => this.db.inTransaction(async () => {
      const raised = await this.raise(account, customer);
      if (raised !== null) await this.queueSync(account, customer);
      return raised;
    }));
  }

  /** Raises a customer's dirty counter for whoever syncs at once; the counter after, or null for a customer we do not know. */
  async raise(account: string, customer: string): Promise<bigint | null> {
    const [row] = await this.db.sql<{ dirty_seq: string }>(
      'inbox.dirty',
      `update stripe_customer set dirty_seq = dirty_seq + 1, dirty_at = case when dirty_seq = synced_seq then $3 else dirty_at end
       where stripe_account = $1 and customer_id = $2 returning dirty_seq`,
      [account, customer, this.clock.system()],
    );
    return row ? BigInt(row.dirty_seq) : null;
  }

  /** Queues a sync in the customer's lane: one that waits already is enough. */
  async queueSync(account: string, customer: string): Promise<void> {
    await this.jobs.add('billing.sync', { account, customer }, { lane: `customer ${customer}`, key: `sync ${account} ${customer}` });
  }

  /** Counts an event that was turned away; nothing else of it is kept. */
  async refuse(reason: Refusal): Promise<void> {
    this.countedRefusal(reason);
    await this.db.sql(
      'inbox.refuse',
      `insert into webhook_refusal (reason, times, last_at) values ($1, 1, $2)
       on conflict (reason) do update set times = webhook_refusal.times + 1, last_at = excluded.last_at`,
      [reason, this.clock.system()],
    );
  }

  /** Marks what a finished sync has covered: everything of this customer up to the last event it knew of when it began. */
  async settle(account: string, customer: string, upTo: string | null): Promise<void> {
    await this.db.sql(
      'inbox.settle',
      `update inbox_event set state = 'done', done_at = $4 where source = $1 and customer_id = $2 and state in ('received', 'quarantined') and id <= $3`,
      [account, customer, upTo, this.clock.system()],
    );
  }
}
