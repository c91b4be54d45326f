import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, LOGGER, OnJob, step } from '../../platform/index.js';
import { Inbox } from '../inbox/inbox.service.js';
import { comingOf, nextPriceOf } from '../changes/coming.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Payments } from '../payments/payments.service.js';
import { Customers, type CustomerBinding } from '../stripe/customers.service.js';
import type { Subscription } from '../subscription.entity.js';
import { TrialLedger } from '../trials/trial-ledger.service.js';
import { understand } from './projection.js';
import { Standings } from './standings.service.js';
import { Snapshots, type Snapshot } from './snapshot.js';
import { SyncRuns } from './sync-runs.service.js';

/**
 * The one convergence. Whatever happened and in whatever order, `sync` asks Stripe how a customer stands and writes that
 * down. It may be run any number of times, from anywhere, at once.
 */
@Injectable()
export class Sync {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly customers: Customers,
    private readonly catalog: Catalog,
    private readonly snapshots: Snapshots,
    private readonly inbox: Inbox,
    private readonly standings: Standings,
    private readonly payments: Payments,
    private readonly runs: SyncRuns,
    private readonly trials: TrialLedger,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @OnJob('billing.sync')
  async syncNow({ account, customer }: { account: string; customer: string }): Promise<void> {
    await this.sync(account, customer);
  }

  /**
   * Brings our view of a customer to Stripe's. Reads the dirty counter first, asks Stripe outside any transaction, and
   * writes only if nobody wrote something newer meanwhile (the fence).
   * @throws StripeLooksWrong, or what the SDK throws; nothing was written then
   */
  async sync(account: string, customerId: string): Promise<void> {
    const beganAt = this.clock.system();
    const binding = await this.customers.find(account, customerId);
    if (!binding) return;
    try {
      await this.converge(binding, beganAt);
    } catch (error) {
      await this.runs.failed(binding, beganAt, error);
      throw error;
    }
  }

  /** As `sync`, but drops first what we thought, in the transaction that writes what is true: nobody is shut out meanwhile. */
  async rebuild(account: string, customerId: string): Promise<void> {
    await this.inbox.raise(account, customerId);
    const binding = await this.customers.find(account, customerId);
    if (binding) await this.converge(binding, this.clock.system(), { anew: true });
  }

  private async converge(binding: CustomerBinding, beganAt: Date, { anew = false, alone = false } = {}): Promise<void> {
    const { stripe_account: account, customer_id: customerId } = binding;
    const snapshot = await this.snapshots.take(account, customerId);
    const understood = await this.understandAll(binding, snapshot);
    if (!alone) await this.hearRivals(binding, understood);
    await step('sync.project', () => this.db.inTransaction(async () => {
      if (await this.passFence(binding)) {
        await this.runs.wrote(binding, beganAt);
        if (snapshot.gone) await this.customers.retire(binding);
        if (anew) await this.standings.forget(binding);
        await this.standings.write(binding, understood, snapshot.gone);
        await this.trials.note(account, snapshot.subscriptions, snapshot.fallback);
        await this.writeIntents(snapshot);
        await this.payments.readLater(account, customerId);
        await this.inbox.settle(account, customerId, binding.last_event);
      }
      await this.goOn(binding);
    }));
  }

  /** Syncs although nothing is known to have happened; whatever this changes we had missed. */
  async syncUnasked(account: string, customerId: string): Promise<void> {
    await this.inbox.raise(account, customerId);
    await this.sync(account, customerId);
  }

  /** Syncs because somebody of ours changed something, or came back from doing so: raises the counter first. */
  async syncAfterChange(account: string, customerId: string): Promise<void> {
    await this.inbox.markDirty(account, customerId);
    await this.sync(account, customerId);
  }

  /**
   * Looks first at what another customer of the same account, who pays in another currency, is thought to hold of the same page: had that ended
   * unheard, what is new would be taken for one too many, and given back.
   */
  private async hearRivals(binding: CustomerBinding, understood: Subscription[]): Promise<void> {
    const { stripe_account: account } = binding;
    for (const rival of await this.standings.rivals(binding, understood)) {
      await this.inbox.raise(account, rival);
      const found = await this.customers.find(account, rival);
      if (found) await this.converge(found, this.clock.system(), { alone: true });
    }
  }

  private async understandAll(binding: CustomerBinding, snapshot: Snapshot): Promise<Subscription[]> {
    const all = await Promise.all(snapshot.subscriptions.map(async (subscription) => {
      const sold = await this.catalog.meaning(binding.stripe_account, subscription.items.data[0]?.price.id ?? '');
      const meaning = sold ?? await this.catalog.formerly(binding.stripe_account, subscription.id);
      if (!sold) this.log.error({ alarm: 'unknown_price', subscription: subscription.id, member: meaning !== null }, 'a subscription is at a price that is not ours');
      const next = nextPriceOf(subscription);
      const coming = comingOf(subscription, next === null ? null : await this.catalog.meaning(binding.stripe_account, next));
      return meaning && understand(subscription, { stripeAccount: binding.stripe_account, accountId: binding.account_id }, { ...meaning, unsold: !sold, fallback: snapshot.fallback }, coming);
    }));
    return all.filter((one) => one !== null);
  }

  private async passFence(binding: CustomerBinding): Promise<boolean> {
    const rows = await this.db.sql(
      'sync.fence',
      `update stripe_customer set synced_seq = $3, synced_at = $4, dirty_at = case when dirty_seq > $3 then $4 else dirty_at end, failures = 0, failed_at = null
       where stripe_account = $1 and customer_id = $2 and synced_seq < $3 and account_id = $5 returning customer_id`,
      [binding.stripe_account, binding.customer_id, binding.dirty_seq, this.clock.system(), binding.account_id],
    );
    return rows.length === 1;
  }

  /**
   * Queues another sync when the counter has moved since: an event that came in just as its job was being taken up could
   * put no second one beside it. Waits for an event that is being stored at this moment.
   */
  private async goOn({ stripe_account: account, customer_id: customer }: CustomerBinding): Promise<void> {
    const [row] = await this.db.sql<{ behind: boolean }>(
      'sync.behind', 'select dirty_seq > synced_seq as behind from stripe_customer where stripe_account = $1 and customer_id = $2 for no key update', [account, customer],
    );
    if (row?.behind) await this.inbox.queueSync(account, customer);
  }

  private async writeIntents({ sessions }: Snapshot): Promise<void> {
    for (const { id, status } of sessions) {
      if (status === 'open') continue;
      await this.db.sql(
        'sync.intent',
        `update checkout_intent set completed_at = case when $2 then $3::timestamptz end, abandoned_at = case when $2 then null else $3::timestamptz end
         where session_id = $1 and completed_at is null and abandoned_at is null`,
        [id, status === 'complete', this.clock.now()],
      );
    }
  }
}
