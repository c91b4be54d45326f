import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, Events, plusMs, Signals, step } from '../../platform/index.js';
import { Memberships } from '../../access/index.js';
import { ChangeNews } from '../changes/change-news.service.js';
import { suspend, suspensionsOf } from '../disputes/suspension.js';
import { Effects } from '../effects.service.js';
import { MembershipEnding, MembershipPaused, MembershipUnsold, PaidMembershipEnded, PaidMembershipStarted } from '../events.js';
import { PriceNotices } from '../price-moves/price-notices.service.js';
import type { CustomerBinding } from '../stripe/customers.service.js';
import { Subscription } from '../subscription.entity.js';
import { Surplus } from '../surplus.service.js';
import { isLive, UNSOLD } from './entitlement.js';
import { isResting, markSurplus, sourceOf, standingOf } from './projection.js';

/** Writes what a customer's subscriptions mean for their account: one standing per creator, over all currencies. */
@Injectable()
export class Standings {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly memberships: Memberships,
    private readonly surplus: Surplus,
    private readonly effects: Effects,
    private readonly signals: Signals,
    private readonly events: Events,
    private readonly changeNews: ChangeNews,
    private readonly notices: PriceNotices,
  ) {}

  /**
   * Inside the sync's transaction.
   * @param understood all of this customer's subscriptions as Stripe has them now
   * @param deleted the customer itself was deleted, and with it ended whatever still ran (docs: delete a customer); told, unless we deleted it ourselves
   */
  async write({ stripe_account: stripeAccount, customer_id: customerId, account_id: accountId }: CustomerBinding, understood: Subscription[], deleted: boolean): Promise<void> {
    // Two customers of one account, one a currency, may be synced at once: their standing is one.
    await this.db.sql('standings.lock', "select pg_advisory_xact_lock(hashtextextended('standing ' || $1::text, 0)) is null as locked", [accountId]);
    const suspended = await suspensionsOf(this.db, stripeAccount, customerId);
    const fresh = understood.map((row) => suspend(row, suspended.get(row.subscriptionId) ?? null));
    const endsNow = deleted && !await this.effects.happened('erasing', customerId);
    const before = await step('standings.known', () => this.db.repo(Subscription).findBy({ stripeAccount, accountId }));
    const known = new Map(before.map((row) => [row.subscriptionId, row]));
    const others = before.filter((row) => row.customerId !== customerId);
    const gone = before.filter((row) => row.customerId === customerId && !fresh.some((one) => one.subscriptionId === row.subscriptionId))
      .map((row) => ({ ...(endsNow ? endedWithCustomer(row, this.clock.now()) : row), status: 'gone', opensUntil: null, coming: null }));
    const now = [...others, ...gone, ...fresh.map((row) => ({ ...row, surplus: known.get(row.subscriptionId)?.surplus ?? false }))];
    const standing = new Set(before.filter((row) => isLive(row.status) && !row.surplus).map((row) => row.subscriptionId));
    for (const creatorId of new Set([...fresh, ...gone].map((row) => row.creatorId))) {
      const rows = await this.notices.mark(markSurplus(now.filter((row) => row.creatorId === creatorId), standing));
      await step('standings.rows', () => this.db.repo(Subscription).upsert(rows, ['stripeAccount', 'subscriptionId']));
      const { grants, paid, shut } = standingOf(rows);
      await this.memberships.project(accountId, creatorId, rows.map(sourceOf), grants, paid, shut);
      for (const row of rows) await this.tell(row, known.get(row.subscriptionId) ?? null);
    }
  }

  /** Other customers of the account who, as far as we know, pay for a page that one of these subscriptions runs at. */
  async rivals({ stripe_account: stripeAccount, customer_id: customerId, account_id: accountId }: CustomerBinding, understood: Subscription[]): Promise<string[]> {
    const creatorIds = understood.filter(({ status }) => isLive(status)).map(({ creatorId }) => creatorId);
    if (creatorIds.length === 0) return [];
    const rows = await this.db.sql<{ customer: string }>(
      'standings.rivals',
      `select distinct customer_id as customer from subscription where stripe_account = $1 and account_id = $2 and customer_id <> $3 and creator_id = any($4)
         and status in ('active', 'trialing', 'past_due') and not surplus`,
      [stripeAccount, accountId, customerId, creatorIds],
    );
    return rows.map((row) => row.customer);
  }

  /** Drops everything a customer's subscriptions gave, for whoever writes it anew in the same transaction. That one was too many is our own word, which Stripe could not tell again. */
  async forget({ stripe_account: stripeAccount, customer_id: customerId, account_id: accountId }: CustomerBinding): Promise<void> {
    const rows = await step('standings.forgotten', () => this.db.repo(Subscription).findBy({ stripeAccount, customerId }));
    for (const creatorId of new Set(rows.map((row) => row.creatorId))) {
      await this.memberships.project(accountId, creatorId, rows.filter((row) => row.creatorId === creatorId).map(sourceOf), [], null);
    }
    await step('standings.forget', () => this.db.repo(Subscription).delete({ stripeAccount, customerId, surplus: false }));
  }

  /** What a change of one subscription sets off, each once for all time. */
  private async tell(row: Subscription, before: Subscription | null): Promise<void> {
    const { accountId, creatorId, tierId, subscriptionId } = row;
    if (row.surplus) {
      if (await this.effects.once('surplus', subscriptionId)) await this.surplus.returnLater(row);
      return;
    }
    if (isLive(row.status) && await this.effects.once('started', subscriptionId)) {
      await this.signals.record({ accountId, creatorId, kind: row.status === 'trialing' ? 'tried' : 'paid', subject: tierId });
      await this.events.publish(new PaidMembershipStarted(accountId, creatorId, tierId, subscriptionId));
    }
    if (before?.status === 'trialing' && row.status === 'active' && await this.effects.once('trial_paid', subscriptionId)) {
      await this.signals.record({ accountId, creatorId, kind: 'paid', subject: tierId });
    }
    if (before && before.cancelAtPeriodEnd !== row.cancelAtPeriodEnd && isLive(row.status)) {
      await this.signals.record({ accountId, creatorId, kind: row.cancelAtPeriodEnd ? 'canceled' : 'resumed', subject: tierId });
    }
    if (before && before.paused !== row.paused && isLive(row.status)) {
      await this.signals.record({ accountId, creatorId, kind: row.paused ? 'paused' : 'unpaused', subject: tierId });
    }
    // What is paid for runs out on one day and is asked for again on another: the same pause once more is no news.
    const paused = row.paused && !isResting(row) ? `${subscriptionId} ${row.periodEnd.toISOString()} ${row.nextChargeAt?.toISOString() ?? 'open'}` : null;
    if (paused && await this.effects.once('paused', paused)) await this.events.publish(new MembershipPaused(accountId, creatorId, tierId, subscriptionId, paused));
    await this.tellOfHalt(row, before);
    await this.changeNews.tell(row, before);
    // Whose payment is disputed is told of that, and did not ask to leave.
    const canceled = isLive(row.status) && row.cancelAtPeriodEnd && !row.suspendedFrom ? row.canceledAt : null;
    if (canceled && await this.effects.once('ending', `${subscriptionId} ${canceled.toISOString()}`) && this.isNews(canceled)) {
      await this.events.publish(new MembershipEnding(accountId, creatorId, tierId, subscriptionId, canceled.toISOString()));
    }
    // Of what began and ended before we ever looked, nobody was told that it began.
    if (row.endedAt && await this.effects.happened('started', subscriptionId) && await this.effects.once('ended', subscriptionId)) {
      await this.signals.record({ accountId, creatorId, kind: 'ended', subject: tierId });
      if (this.isNews(row.endedAt)) await this.events.publish(new PaidMembershipEnded(accountId, creatorId, tierId, subscriptionId, row.endReason === 'payment_failed', await this.trialOver(row), row.status === 'gone'));
    }
  }

  /** What whoever runs the install did at Stripe: a pause there, or a price that is not ours. That something is unpaid for good its last try's mail says. */
  private async tellOfHalt({ accountId, creatorId, tierId, subscriptionId, status, periodEnd }: Subscription, before: Subscription | null): Promise<void> {
    if (!before || before.status === status) return;
    const cause = `${subscriptionId} halted ${periodEnd.toISOString()}`;
    if (status === 'paused' && await this.effects.once('paused', cause)) {
      await this.signals.record({ accountId, creatorId, kind: 'paused', subject: tierId });
      await this.events.publish(new MembershipPaused(accountId, creatorId, tierId, subscriptionId, cause));
    }
    const moved = `${subscriptionId} moved ${periodEnd.toISOString()}`;
    if (status === UNSOLD && await this.effects.once('unsold', moved)) await this.events.publish(new MembershipUnsold(accountId, creatorId, tierId, subscriptionId, moved));
    if (before.status === 'paused' && isLive(status)) await this.signals.record({ accountId, creatorId, kind: 'unpaused', subject: tierId });
  }

  /** Whether it ended with its free days, before anything was paid, although its fan did not say so. */
  private async trialOver({ subscriptionId, status, trialEnd, endedAt, canceledAt, endReason }: Subscription): Promise<'over' | 'repeated' | null> {
    if (!trialEnd || !endedAt || endedAt > trialEnd || status === 'gone') return null;
    if (await this.effects.happened('trial_repeated', subscriptionId)) return 'repeated';
    return endReason === 'cancellation_requested' || (canceledAt && canceledAt < endedAt) ? null : 'over';
  }

  /** What happened long ago, and is only now heard of, is written down and not told. */
  private isNews(at: Date): boolean {
    return plusMs(at, 7 * DAY) > this.clock.now();
  }
}

/** A tombstone says neither when nor why: what ran until now ends now. What was found gone before, or had ended, stays as it is. */
function endedWithCustomer(row: Subscription, now: Date): Subscription {
  return row.endedAt || row.status === 'gone' ? row : { ...row, endedAt: now, suspendedFrom: null };
}
