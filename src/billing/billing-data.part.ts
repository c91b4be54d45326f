import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Database, step, Unavailable } from '../platform/index.js';
import { Accounts, PersonalData, type PersonalPart } from '../members/index.js';
import { Effects } from './effects.service.js';
import { Inbox } from './inbox/inbox.service.js';
import { Customers } from './stripe/customers.service.js';
import { isRefusal, Stripe, StripeClient } from './stripe/stripe.client.js';

/** What somebody bought, and who they are at Stripe, which alone keeps what stands on their invoices (`/account/billing-details`). */
@Injectable()
export class BillingData implements PersonalPart, OnModuleInit {
  readonly name = 'billing';

  constructor(
    private readonly data: PersonalData,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly inbox: Inbox,
    private readonly customers: Customers,
    private readonly stripe: StripeClient,
    private readonly accounts: Accounts,
    private readonly effects: Effects,
  ) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    const subscriptions = await this.db.sql(
      'billingData.subscriptions',
      `select c.handle as creator, t.name as tier, s.subscription_id as "stripeSubscription", s.status, s.amount, s.currency, s.started_at as "startedAt",
         s.period_end as "periodEnd", s.cancel_at_period_end as "cancelAtPeriodEnd", s.coming - 'payUrl' as coming, s.ended_at as "endedAt"
       from subscription s join creator c on c.id = s.creator_id join tier t on t.id = s.tier_id where s.account_id = $1 order by s.started_at`,
      [accountId],
    );
    const checkouts = await this.db.sql(
      'billingData.checkouts',
      `select c.handle as creator, t.name as tier, i.created_at as "createdAt", i.completed_at as "completedAt", i.abandoned_at as "abandonedAt"
       from checkout_intent i join creator c on c.id = i.creator_id join tier t on t.id = i.tier_id where i.account_id = $1 order by i.created_at`,
      [accountId],
    );
    const customers = await this.db.sql(
      'billingData.customers', 'select customer_id as "stripeCustomer", currency from stripe_customer where account_id = $1 order by customer_id', [accountId],
    );
    const trials = await this.db.sql(
      'billingData.trials', 'select c.handle as creator, t.began_at as "beganAt" from trial t join creator c on c.id = t.creator_id where t.account_id = $1 order by t.began_at', [accountId],
    );
    return { subscriptions, checkouts, customers, trials };
  }

  /** Nobody is forgotten while a bank may still be asked for their money: tills are shut, and Stripe ends all with the customer. */
  async beforeErase(accountId: string): Promise<void> {
    if (!this.stripe.enabled) return;
    const { api } = this.stripe;
    const open = await this.db.sql<{ session_id: string }>(
      'billingData.openTills',
      'select session_id from checkout_intent where account_id = $1 and session_id is not null and completed_at is null and abandoned_at is null', [accountId],
    );
    const customers = await this.customers.ofAccount(accountId);
    try {
      for (const { session_id: session } of open) await step('erasure.till', () => api.checkout.sessions.expire(session).catch(unlessRefused));
      // Whoever leaves for good knows that it is over: a sync between this and the end of it tells them nothing.
      for (const { customer_id: customer } of customers) await this.effects.once('erasing', customer);
      for (const { customer_id: customer } of customers) await step('erasure.customer', () => api.customers.del(customer).catch(unlessRefused));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeError) throw new Unavailable('stripe_away');
      throw error;
    }
  }

  /** What was charged stays in the ledger of payments, without its person; everything that could name them goes. */
  async erase(accountId: string): Promise<void> {
    const account = await this.accounts.byId(accountId);
    await step('billingData.erase', () => this.db.inTransaction(async () => {
      const customers = (await this.db.sql<{ customer_id: string }>(
        'billingData.lockCustomers', 'select customer_id from stripe_customer where account_id = $1 for update', [accountId],
      )).map((row) => row.customer_id);
      await this.db.sql(
        'billingData.eraseEvents', `update inbox_event set payload = '{}', state = case when state = 'received' then 'ignored' else state end
         where customer_id = any($1) or ($2::text is not null and strpos(lower(payload::text), lower($2)) > 0)`, [customers, account?.email ?? null],
      );
      await this.db.sql(
        'billingData.eraseOperations', "delete from operation where subject like $1::text || '%' or params ->> 'customer' = any($2) or result_id = any($2)", [accountId, customers],
      );
      // That somebody had free days is kept of their card alone: it cannot name them, and stops it from having more.
      await this.db.sql('billingData.eraseTrials', 'update trial set account_id = null where account_id = $1', [accountId]);
      await this.db.sql('billingData.eraseCharges', 'update payment_charge set customer_id = null where customer_id = any($1)', [customers]);
      await this.db.sql('billingData.eraseRuns', 'delete from sync_run where customer_id = any($1)', [customers]);
      await this.db.sql('billingData.eraseDrift', 'delete from drift where customer_id = any($1)', [customers]);
      await this.db.sql('billingData.eraseMarks', "delete from effect where name = 'erasing' and cause = any($1)", [customers]);
      await this.db.sql('billingData.eraseCheckouts', 'delete from checkout_intent where account_id = $1', [accountId]);
      await this.db.sql('billingData.eraseNotices', 'delete from price_notice where account_id = $1', [accountId]);
      await this.db.sql('billingData.eraseSubscriptions', 'delete from subscription where account_id = $1', [accountId]);
      await this.db.sql('billingData.eraseCustomers', 'delete from stripe_customer where account_id = $1', [accountId]);
    }));
  }

  /**
   * What was bought in two names is one person's now. A customer beside another of the same currency is kept for what runs
   * on it and sells nothing new; the syncs that follow find a membership paid twice and give the second one back.
   */
  async adopt(from: string, to: string): Promise<void> {
    const now = this.clock.now();
    // First what a sync locks first.
    await this.db.sql(
      'billingData.adoptCustomers',
      `update stripe_customer f set account_id = $2, adopted_at = case when exists (
           select 1 from stripe_customer t where t.account_id = $2 and t.stripe_account = f.stripe_account and t.currency = f.currency
             and t.gone_at is null and t.adopted_at is null) then $3::timestamptz end
       where f.account_id = $1`,
      [from, to, this.clock.system()],
    );
    await this.db.sql('billingData.adoptTrials', 'update trial set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql('billingData.adoptNotices', 'update price_notice set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql('billingData.adoptSubscriptions', 'update subscription set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql(
      'billingData.leaveCheckouts',
      `update checkout_intent f set abandoned_at = $3 where f.account_id = $1 and f.completed_at is null and f.abandoned_at is null
         and exists (select 1 from checkout_intent t where t.account_id = $2 and t.creator_id = f.creator_id and t.completed_at is null and t.abandoned_at is null)`,
      [from, to, now],
    );
    await this.db.sql('billingData.adoptCheckouts', 'update checkout_intent set account_id = $2 where account_id = $1', [from, to]);
    for (const { stripe_account: account, customer_id: customer } of await this.customers.ofAccount(to)) await this.inbox.markDirty(account, customer);
  }
}

/** What is gone or shut already is as good as done. */
function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
