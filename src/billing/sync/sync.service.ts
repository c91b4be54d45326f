import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In } from 'typeorm';
import { Clock, Database, Events, LOGGER, OnJob, Signals, step } from '../../platform/index.js';
import { Memberships } from '../../access/index.js';
import { Effects } from '../effects.service.js';
import { PaidMembershipStarted } from '../events.js';
import { Inbox } from '../inbox/inbox.service.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Customers, type CustomerBinding } from '../stripe/customers.service.js';
import { Subscription } from '../subscription.entity.js';
import { Surplus } from '../surplus.service.js';
import { isLive } from './entitlement.js';
import { markSurplus, sourceOf, standingOf, understand, type Understood } from './projection.js';
import { Snapshots, StripeLooksWrong, type Snapshot } from './snapshot.js';

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
    private readonly memberships: Memberships,
    private readonly surplus: Surplus,
    private readonly effects: Effects,
    private readonly signals: Signals,
    private readonly events: Events,
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
    const asked = this.clock.system();
    const binding = await this.customers.find(account, customerId);
    if (!binding) return;
    const snapshot = await this.snapshots.take(account, customerId).catch((error: unknown) => {
      if (error instanceof StripeLooksWrong) this.log.fatal({ err: error, alarm: 'stripe_looks_wrong' }, 'sync stopped');
      throw error;
    });
    const understood = markSurplus(await this.understandAll(binding, snapshot));
    await step('sync.project', () => this.db.inTransaction(async () => {
      if (!await this.passFence(binding)) return;
      const before = await this.writeSubscriptions(binding, understood);
      await this.writeStandings(binding, understood);
      await this.writeIntents(snapshot);
      for (const { row } of understood) await this.tell(row, before.get(row.subscriptionId) ?? null);
      await this.inbox.settle(account, customerId, asked);
    }));
  }

  /** Syncs because somebody of ours changed something, or came back from doing so: raises the counter first. */
  async syncAfterChange(account: string, customerId: string): Promise<void> {
    await this.inbox.markDirty(account, customerId);
    await this.sync(account, customerId);
  }

  private async understandAll(binding: CustomerBinding, snapshot: Snapshot): Promise<Understood[]> {
    const all = await Promise.all(snapshot.subscriptions.map(async (subscription) => {
      const meaning = await this.catalog.meaning(binding.stripe_account, subscription.items.data[0]?.price.id ?? '');
      if (!meaning) this.log.error({ alarm: 'unknown_price', subscription: subscription.id }, 'a subscription to a price that is not ours was left alone');
      return meaning && understand(subscription, { stripeAccount: binding.stripe_account, accountId: binding.account_id }, meaning);
    }));
    return all.filter((one) => one !== null);
  }

  private async passFence(binding: CustomerBinding): Promise<boolean> {
    const rows = await this.db.sql(
      'sync.fence',
      `update stripe_customer set synced_seq = $3, synced_at = $4
       where stripe_account = $1 and customer_id = $2 and synced_seq < $3 returning customer_id`,
      [binding.stripe_account, binding.customer_id, binding.dirty_seq, this.clock.system()],
    );
    return rows.length === 1;
  }

  /** @returns what was known before, by subscription id */
  private async writeSubscriptions(binding: CustomerBinding, understood: Understood[]): Promise<Map<string, Subscription>> {
    const repo = this.db.repo(Subscription);
    const ids = understood.map(({ row }) => row.subscriptionId);
    const known = new Map((await repo.findBy({ stripeAccount: binding.stripe_account, customerId: binding.customer_id })).map((row) => [row.subscriptionId, row]));
    const gone = [...known.keys()].filter((id) => !ids.includes(id));
    if (gone.length > 0) await repo.update({ stripeAccount: binding.stripe_account, subscriptionId: In(gone) }, { status: 'gone' });
    if (understood.length > 0) await repo.upsert(understood.map(({ row }) => row), ['stripeAccount', 'subscriptionId']);
    return known;
  }

  /** What a change of one subscription sets off, each once for all time. */
  private async tell(row: Subscription, before: Subscription | null): Promise<void> {
    const { accountId, creatorId, tierId, subscriptionId } = row;
    if (row.surplus) {
      if (await this.effects.once('surplus', subscriptionId)) await this.surplus.returnLater(row);
      return;
    }
    if (isLive(row.status) && await this.effects.once('started', subscriptionId)) {
      await this.signals.record({ accountId, creatorId, kind: 'paid', subject: tierId });
      await this.events.publish(new PaidMembershipStarted(accountId, creatorId, tierId, subscriptionId));
    }
    if (before && before.cancelAtPeriodEnd !== row.cancelAtPeriodEnd && isLive(row.status)) {
      await this.signals.record({ accountId, creatorId, kind: row.cancelAtPeriodEnd ? 'canceled' : 'resumed', subject: tierId });
    }
    if (row.endedAt && await this.effects.once('ended', subscriptionId)) await this.signals.record({ accountId, creatorId, kind: 'ended', subject: tierId });
  }

  private async writeStandings(binding: CustomerBinding, understood: Understood[]): Promise<void> {
    const rows = await this.db.repo(Subscription).findBy({ stripeAccount: binding.stripe_account, customerId: binding.customer_id });
    for (const creatorId of new Set(rows.map((row) => row.creatorId))) {
      const here = understood.filter(({ row }) => row.creatorId === creatorId);
      const { grants, paid } = standingOf(here);
      await this.memberships.project(binding.account_id, creatorId, rows.filter((row) => row.creatorId === creatorId).map(sourceOf), grants, paid);
    }
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
