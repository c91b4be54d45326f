import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, OnJob, step } from '../../platform/index.js';
import { Operations } from '../stripe/operations.service.js';
import { idOf } from '../stripe/reference.js';
import { isRefusal, StripeClient, type Stripe } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { Sync } from '../sync/sync.service.js';

/** How a look at what is owed ended: nothing is, or it is paid now, the bank said no to the new card too, or there is no new card. */
export type Recovery = 'fine' | 'paid' | 'refused' | 'unchanged';

interface Refusal {
  at: number;
  card: string | null;
}

/**
 * A new card pays at once what the old one could not: nobody waits for the next try. Only a card that was added after the bank said
 * no counts as new; whatever else lies at Stripe was not chosen for this.
 */
@Injectable()
export class Recoveries {
  constructor(
    private readonly db: Database,
    private readonly stripe: StripeClient,
    private readonly operations: Operations,
    private readonly sync: Sync,
  ) {}

  @OnJob('billing.recover')
  async lookNow({ account, customer }: { account: string; customer: string }): Promise<void> {
    const owing = await step('recover.owing', () => this.db.repo(Subscription).findBy({ stripeAccount: account, customerId: customer, status: In(['past_due', 'unpaid']), surplus: false }));
    for (const row of owing) await this.recover(row);
  }

  /** Pays what a membership owes with a card that is newer than the last refusal; may run any number of times, at once. */
  async recover({ subscriptionId, stripeAccount, customerId }: Pick<Subscription, 'subscriptionId' | 'stripeAccount' | 'customerId'>): Promise<Recovery> {
    const { api } = this.stripe;
    const [invoice] = (await step('recover.invoice', () => api.invoices.list({ subscription: subscriptionId, status: 'open', limit: 1, expand: ['data.payments'] }))).data;
    if (!invoice?.attempted) return 'fine';
    const last = await this.lastRefusal(invoice, customerId);
    const subscription = await step('recover.subscription', () => api.subscriptions.retrieve(subscriptionId, { expand: ['default_payment_method', 'customer.invoice_settings.default_payment_method'] }));
    // What is unpaid for good goes on with its latest invoice alone.
    if (subscription.status === 'unpaid' && idOf(subscription.latest_invoice) !== invoice.id) return 'unchanged';
    const card = newerOf(subscription, last);
    if (!card) return 'unchanged';
    // Stripe's own tries ask the subscription's card first: it must not be the old one.
    if (subscription.default_payment_method !== null && (subscription.default_payment_method as Stripe.PaymentMethod).id !== card) {
      await step('recover.card', () => api.subscriptions.update(subscriptionId, { default_payment_method: card }));
    }
    // A refusal is a result, too: for one invoice no card is asked twice by us, however many look at once.
    let asked = false;
    const result = await this.operations.run('payment', `${invoice.id} ${card}`, { payment_method: card }, async (sent, idempotencyKey) => {
      asked = true;
      return api.invoices.pay(invoice.id!, sent, { idempotencyKey }).then(({ status }) => String(status), (error: unknown) => {
        if (isRefusal(error)) return 'refused';
        throw error;
      });
    });
    if (asked) await this.sync.syncAfterChange(stripeAccount, customerId);
    return result === 'refused' ? 'refused' : 'paid';
  }

  /** When the bank said no to an invoice last, in Stripe's seconds, and to which card; what nothing was tried for counts from its making. */
  private async lastRefusal({ created, payments }: Stripe.Invoice, customer: string): Promise<Refusal> {
    const intents = new Set(payments?.data.map(({ payment }) => idOf(payment.payment_intent)));
    const charges = await step('recover.charges', () => this.stripe.api.charges.list({ customer, limit: 100 }));
    const failed = charges.data.filter(({ status, payment_intent: intent }) => status === 'failed' && intents.has(idOf(intent)));
    const [last] = failed.sort((a, b) => b.created - a.created);
    return { at: last?.created ?? created, card: last?.payment_method ?? null };
  }
}

/** The newest card that is charged by default, if it came after a refusal. */
function newerOf({ default_payment_method: own, customer }: Stripe.Subscription, refusal: Refusal): string | null {
  const fallback = typeof customer === 'object' && !customer.deleted ? customer.invoice_settings.default_payment_method : null;
  const cards = [own, fallback].filter((one): one is Stripe.PaymentMethod => typeof one === 'object' && one !== null && one.created >= refusal.at && one.id !== refusal.card);
  return cards.sort((a, b) => b.created - a.created)[0]?.id ?? null;
}
