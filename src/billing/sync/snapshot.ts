import { Injectable } from '@nestjs/common';
import { Database, step } from '../../platform/index.js';
import { isMissing, StripeClient, type Stripe } from '../stripe/stripe.client.js';

/** What Stripe says of a customer at one moment. */
export interface Snapshot {
  subscriptions: Stripe.Subscription[];
  sessions: Stripe.Checkout.Session[];
  /** What the customer is charged with where a subscription has no card of its own. */
  fallback: Stripe.PaymentMethod | null;
  /** The customer itself was deleted. */
  gone: boolean;
}

/** Stripe denies knowing every customer: the wrong key or the wrong account, never a reason to shut everybody out. */
export class StripeLooksWrong extends Error {}

/** Asks Stripe for the truth about one customer. */
@Injectable()
export class Snapshots {
  constructor(private readonly stripe: StripeClient, private readonly db: Database) {}

  /** @throws StripeLooksWrong when the answer cannot be believed */
  async take(stripeAccount: string, customerId: string): Promise<Snapshot> {
    if (stripeAccount !== await this.stripe.account()) throw new StripeLooksWrong(`This key is of another Stripe account than ${stripeAccount}`);
    const { api } = this.stripe;
    const customer = await step('sync.customer', () => api.customers.retrieve(customerId).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    }));
    // A tombstone is Stripe's word; knowing nothing of a customer is believed only if it knows another of ours.
    if (customer === null) await this.believeGone(stripeAccount, customerId);
    if (customer === null || customer.deleted) return { subscriptions: [], sessions: [], fallback: null, gone: true };
    // In this order: a session that is complete when it is read has its subscription in the list that is read after it.
    const sessions = await this.sessions(stripeAccount, customerId);
    const subscriptions = await step('sync.subscriptions', () =>
      api.subscriptions.list({ customer: customerId, status: 'all', limit: 100, expand: ['data.latest_invoice', 'data.schedule', 'data.default_payment_method', 'data.customer.invoice_settings.default_payment_method'] }).autoPagingToArray({ limit: 1000 }));
    return { subscriptions, sessions, fallback: fallbackOf(subscriptions[0]), gone: false };
  }

  /** The checkouts of this customer that we think are still open. */
  private async sessions(stripeAccount: string, customerId: string): Promise<Stripe.Checkout.Session[]> {
    const open = await this.db.sql<{ session_id: string }>(
      'snapshot.sessions',
      `select session_id from checkout_intent where stripe_account = $1 and customer_id = $2 and session_id is not null
         and completed_at is null and abandoned_at is null`,
      [stripeAccount, customerId],
    );
    return Promise.all(open.map(({ session_id }) => step('sync.session', () => this.stripe.api.checkout.sessions.retrieve(session_id))));
  }

  /** One customer may be gone; if another one we know is gone too, it is the account that is wrong. */
  private async believeGone(stripeAccount: string, customerId: string): Promise<void> {
    const [other] = await this.db.sql<{ customer_id: string }>(
      'snapshot.witness',
      'select customer_id from stripe_customer where stripe_account = $1 and customer_id <> $2 and gone_at is null and synced_at is not null order by synced_at desc limit 1',
      [stripeAccount, customerId],
    );
    const witness = other && await step('sync.witness', () => this.stripe.api.customers.retrieve(other.customer_id)).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!witness || witness.deleted) throw new StripeLooksWrong(`Stripe knows neither ${customerId} nor another customer of ours`);
  }
}

/** A customer's own payment method, from a subscription it was asked for with: a deleted customer could not be asked for its own. */
function fallbackOf(subscription: Stripe.Subscription | undefined): Stripe.PaymentMethod | null {
  const customer = subscription?.customer;
  const method = typeof customer === 'object' && !customer.deleted ? customer.invoice_settings.default_payment_method : null;
  return typeof method === 'object' ? method : null;
}
