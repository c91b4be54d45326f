import { Injectable } from '@nestjs/common';
import { Clock, Database, Events, Jobs, OnEvent, OnJob, parseDate, step } from '../../platform/index.js';
import { Closings, CreatorClosed } from '../../members/index.js';
import { Memberships } from '../../access/index.js';
import { Effects } from '../effects.service.js';
import { MembershipClosed, PaidMembershipStarted } from '../events.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { hasEnded } from '../sync/entitlement.js';
import { Sync } from '../sync/sync.service.js';
import { ClosingRefunds } from './closing-refunds.service.js';

interface Ending {
  stripeAccount: string;
  subscriptionId: string;
}

interface Row {
  customerId: string;
  accountId: string;
  creatorId: string;
  tierId: string;
}

/** What a page's end means for money: no renewal, and back goes what was paid and not given. One job per subscription, each as often as it takes. */
@Injectable()
export class PageClosing {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly closings: Closings,
    private readonly stripe: StripeClient,
    private readonly sync: Sync,
    private readonly refunds: ClosingRefunds,
    private readonly memberships: Memberships,
    private readonly effects: Effects,
    private readonly events: Events,
  ) {}

  @OnEvent(CreatorClosed)
  async later({ creatorId, beginsAt }: CreatorClosed): Promise<void> {
    await this.jobs.add('billing.beginClosing', { creatorId, beginsAt }, { key: `closing ${creatorId}`, at: parseDate(beginsAt) });
  }

  @OnJob('billing.beginClosing')
  async begin({ creatorId, beginsAt }: { creatorId: string; beginsAt: string }): Promise<void> {
    // The list is written in the same transaction that passes the point of no return, so that no mail leaves a payer out.
    await step('closing.begin', () => this.db.inTransaction(async () => {
      if (!await this.closings.begin(creatorId, beginsAt)) return;
      const rows = await this.db.sql<Ending & Row>(
        'closing.list',
        `insert into closing_refund (stripe_account, subscription_id, creator_id, account_id, currency)
         select stripe_account, subscription_id, creator_id, account_id, currency from subscription
         where creator_id = $1 and status not in ('canceled', 'incomplete_expired', 'gone') and not surplus
         on conflict (stripe_account, subscription_id) do update set currency = excluded.currency
         returning stripe_account as "stripeAccount", subscription_id as "subscriptionId"`,
        [creatorId],
      );
      for (const row of rows) await this.endLater(row);
      await this.jobs.add('billing.closeTills', { creatorId }, { key: `tills ${creatorId}` });
    }));
  }

  /** Checkouts that were open when the page closed sell nothing any more. */
  @OnJob('billing.closeTills')
  async closeTills({ creatorId }: { creatorId: string }): Promise<void> {
    const open = await this.db.sql<{ session_id: string }>(
      'closing.tills', 'select session_id from checkout_intent where creator_id = $1 and session_id is not null and completed_at is null and abandoned_at is null', [creatorId],
    );
    for (const { session_id: session } of open) {
      await step('closing.till', () => this.stripe.api.checkout.sessions.expire(session)).catch((error: unknown) => {
        // Complete or run out already: a payment that came through is ended below like any other.
        if (!isRefusal(error)) throw error;
      });
    }
  }

  /** Whoever was at the till when the page closed, and paid, is given back all of it. */
  @OnEvent(PaidMembershipStarted)
  async late({ creatorId, subscriptionId }: PaidMembershipStarted): Promise<void> {
    if (!(await this.closings.of(creatorId))?.begunAt) return;
    const [row] = await this.db.sql<Ending>(
      'closing.late',
      `insert into closing_refund (stripe_account, subscription_id, creator_id, account_id, currency)
       select stripe_account, subscription_id, creator_id, account_id, currency from subscription where creator_id = $1 and subscription_id = $2
       on conflict (stripe_account, subscription_id) do update set currency = excluded.currency
       returning stripe_account as "stripeAccount", subscription_id as "subscriptionId"`,
      [creatorId, subscriptionId],
    );
    if (row) await this.endLater(row);
  }

  @OnJob('billing.endSubscription')
  async end({ stripeAccount, subscriptionId }: Ending): Promise<void> {
    const [row] = await this.db.sql<Row>(
      'closing.row',
      `select customer_id as "customerId", account_id as "accountId", creator_id as "creatorId", tier_id as "tierId" from subscription where stripe_account = $1 and subscription_id = $2`,
      [stripeAccount, subscriptionId],
    );
    const closing = row && await this.closings.of(row.creatorId);
    if (!closing) return;
    await this.cancel(subscriptionId);
    const amount = await this.refunds.giveBack(subscriptionId, closing.closedAt);
    await step('closing.sync', () => this.sync.syncAfterChange(stripeAccount, row.customerId));
    await step('closing.write', () => this.db.inTransaction(async () => {
      const now = this.clock.now();
      await this.db.sql('closing.done', 'update closing_refund set amount = $3, done_at = $4 where stripe_account = $1 and subscription_id = $2', [stripeAccount, subscriptionId, amount, now]);
      if (closing.readableUntil && closing.readableUntil > now) {
        await this.memberships.give({ ...row, reason: 'complimentary', source: `closing ${subscriptionId}`, from: closing.closedAt, until: closing.readableUntil, note: null, givenBy: null });
      }
      if (await this.effects.once('closed', subscriptionId)) await this.events.publish(new MembershipClosed(row.accountId, row.creatorId, subscriptionId));
    }));
  }

  /** Everybody whose money a page's closing has to see to. */
  async listed(creatorId: string): Promise<Set<string>> {
    const rows = await this.db.sql<{ account_id: string }>('closing.listed', 'select account_id from closing_refund where creator_id = $1 and account_id is not null', [creatorId]);
    return new Set(rows.map((row) => row.account_id));
  }

  /** What somebody got back when a page closed. */
  async refundOf(accountId: string, creatorId: string): Promise<{ amount: number; currency: string } | null> {
    const [row] = await this.db.sql<{ amount: number; currency: string }>(
      'closing.refundOf',
      `select sum(amount)::int as amount, currency from closing_refund where account_id = $1 and creator_id = $2 and amount > 0 group by currency order by amount desc limit 1`,
      [accountId, creatorId],
    );
    return row ?? null;
  }

  private async endLater(ending: Ending): Promise<void> {
    await this.jobs.add('billing.endSubscription', { stripeAccount: ending.stripeAccount, subscriptionId: ending.subscriptionId }, { lane: `closing ${ending.subscriptionId}`, key: `closing ${ending.subscriptionId}` });
  }

  private async cancel(subscriptionId: string): Promise<void> {
    const { api } = this.stripe;
    const { status } = await step('closing.look', () => api.subscriptions.retrieve(subscriptionId));
    if (hasEnded(status)) return;
    await step('closing.cancel', () => api.subscriptions.cancel(subscriptionId, { prorate: false })).catch((error: unknown) => {
      // Ended between the two calls, by Stripe or by its fan: it is what was wanted.
      if (!isRefusal(error)) throw error;
    });
  }
}
