import type { Refusal } from '../cards.js';
import type { Customer } from '../resources/customer.js';
import { paymentsOf } from '../resources/invoice-payment.js';
import { subscriptionOf, type Invoice } from '../resources/invoice.js';
import { createIntent, type PaymentIntent } from '../resources/payment-intent.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { confirmIntent } from './confirm.js';
import { linkIntent, settleInvoice } from './invoicing.js';
import { nextAttempt, onInvoiceUnpaid } from './standing.js';

export interface Collection {
  invoice: Invoice;
  intent: PaymentIntent;
  refusal: Refusal | null;
}

/** What an invoice would be charged to: its subscription's payment method, else its customer's; null for none. */
export async function methodFor(work: Work, invoice: Invoice): Promise<string | null> {
  const id = subscriptionOf(invoice);
  const subscription = id ? await work.find('subscription', id) : null;
  const customer = await work.find('customer', String(invoice.customer));
  return methodOf(subscription, customer);
}

/** The payment method of a subscription, else the customer's; null for none. */
export function methodOf(subscription: Subscription | null, customer: Customer | null): string | null {
  const named = subscription?.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return (named as string | null | undefined) ?? null;
}

/** Charges an open invoice to a payment method, and records whatever comes of it. */
export async function collect(work: Work, invoice: Invoice, method: string, onSession: boolean): Promise<Collection> {
  const intent = (await intentOf(work, invoice)) ?? (await newIntent(work, invoice, method));
  const confirmed = await confirmIntent(work, intent, method, onSession);
  if (confirmed.intent.status === 'succeeded') return { ...confirmed, invoice: await settleInvoice(work, invoice) };
  const failed = confirmed.refusal !== null;
  return { ...confirmed, invoice: await recordAttempt(work, invoice, failed) };
}

/** Records an attempt that brought no money: refused, without a card, or waiting for the holder. */
export async function recordAttempt(work: Work, invoice: Invoice, counts: boolean): Promise<Invoice> {
  const attempts = invoice.attempt_count + (counts ? 1 : 0);
  const retries = counts && (invoice.billing_reason === 'subscription_cycle' || invoice.next_payment_attempt !== null);
  const changes = {
    attempt_count: attempts,
    attempted: true,
    auto_advance: true,
    next_payment_attempt: retries ? nextAttempt(work.now, attempts) : null,
  };
  const tried = await work.change('invoice', invoice, changes, 'invoice.updated');
  work.emit(counts ? 'invoice.payment_failed' : 'invoice.payment_action_required', tried);
  const subscription = subscriptionOf(tried);
  if (subscription) await onInvoiceUnpaid(work, subscription, tried);
  return tried;
}

/** Makes the intent of an open invoice and leaves its confirmation to somebody. */
export async function awaitPayment(work: Work, invoice: Invoice, method: string | null): Promise<void> {
  if (!(await intentOf(work, invoice))) await newIntent(work, invoice, method);
}

/** The intent that is to pay an invoice, or null when none was made yet. */
export async function intentOf(work: Work, invoice: Invoice): Promise<PaymentIntent | null> {
  const open = (await paymentsOf(work, invoice.id)).find((payment) => payment.status === 'open');
  return open ? work.find('payment_intent', String(open.payment.payment_intent)) : null;
}

async function newIntent(work: Work, invoice: Invoice, method: string | null): Promise<PaymentIntent> {
  const intent = await createIntent(work, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: String(invoice.customer),
    description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
    method,
    reference: invoice.id,
    keepsMethod: true,
  });
  await linkIntent(work, invoice, intent);
  return intent;
}
