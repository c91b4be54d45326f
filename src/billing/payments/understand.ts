import { fromUnix } from '../../platform/clock/clock.js';
import { idOf } from '../stripe/reference.js';
import type { Payment } from './payment.entity.js';

/** Of Stripe's invoice what a payment is made of (API 2026-10-28), with `payments` expanded. */
export interface StripeInvoice {
  id?: string;
  number: string | null;
  status: string | null;
  billing_reason: string | null;
  amount_due: number;
  amount_paid: number;
  total_taxes?: { amount: number }[] | null;
  currency: string;
  created: number;
  attempt_count: number;
  attempted?: boolean;
  next_payment_attempt: number | null;
  status_transitions: { paid_at: number | null };
  parent: { subscription_details: { subscription: string | { id: string } } | null } | null;
  payments?: { data: { payment: { payment_intent?: string | { id: string } } }[] };
  lines: { data: { period: { start: number; end: number }; pricing: { price_details?: { price: string | { id: string } } } | null }[] };
}

/** Of Stripe's charge what tells of refunds and refusals. */
export interface StripeCharge {
  payment_intent: string | { id: string } | null;
  amount_refunded: number;
  status: string;
  failure_code: string | null;
  created: number;
}

export interface Owner {
  stripeAccount: string;
  accountId: string;
}

export interface Bought {
  tierId: string;
  creatorId: string;
  period: string;
}

const KEPT = ['open', 'paid', 'void', 'uncollectible'] as const;

/** The Stripe price an invoice is for: that of its last line, since a change of tier puts what is given back before it. */
export function priceOf(invoice: StripeInvoice): string | null {
  const price = invoice.lines.data.at(-1)?.pricing?.price_details?.price;
  return idOf(price);
}

/** The subscription an invoice is of. */
export function subscriptionOf(invoice: StripeInvoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}

/**
 * Stripe's invoice as our row; pure.
 * @param charges every charge of the customer: those of this invoice's payments tell what went back and what the bank said
 * @param bought what its price means, null for a price that is not ours
 * @param seenAt when Stripe was asked
 * @returns null for a draft, and for what was never anything to pay
 */
export function understandInvoice(invoice: StripeInvoice, charges: StripeCharge[], owner: Owner, bought: Bought | null, seenAt: Date): Payment | null {
  const status = KEPT.find((one) => one === invoice.status);
  const line = invoice.lines.data.at(-1);
  if (!status || !invoice.id || !line || (invoice.amount_due === 0 && invoice.amount_paid === 0)) return null;
  const intents = new Set(invoice.payments?.data.map(({ payment }) => idOf(payment.payment_intent)));
  const own = charges.filter((charge) => intents.has(idOf(charge.payment_intent)) && charge.payment_intent !== null).sort((a, b) => a.created - b.created);
  return {
    stripeAccount: owner.stripeAccount, invoiceId: invoice.id, subscriptionId: subscriptionOf(invoice), accountId: owner.accountId,
    creatorId: bought?.creatorId ?? null, tierId: bought?.tierId ?? null, number: invoice.number, status, first: invoice.billing_reason === 'subscription_create', change: invoice.billing_reason === 'subscription_update',
    amount: status === 'paid' ? invoice.amount_paid : invoice.amount_due, tax: (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0), refunded: own.reduce((sum, charge) => sum + charge.amount_refunded, 0),
    currency: invoice.currency.toUpperCase(), period: bought?.period ?? 'month', periodFrom: fromUnix(line.period.start), periodUntil: fromUnix(line.period.end),
    createdAt: fromUnix(invoice.created), paidAt: moment(invoice.status_transitions.paid_at), attempts: invoice.attempt_count,
    nextAttemptAt: moment(invoice.next_payment_attempt), failure: status === 'open' ? failureOf(invoice, own) : null, seenAt,
  };
}

/** The bank's last word. A try that neither brought money nor counts as one waits for the holder's confirmation (docs: `invoice.payment_action_required`). */
function failureOf({ attempted, attempt_count: attempts }: StripeInvoice, charges: StripeCharge[]): string | null {
  return charges.findLast((charge) => charge.status === 'failed')?.failure_code ?? (attempted && attempts === 0 ? 'authentication_required' : null);
}

function moment(seconds: number | null): Date | null {
  return seconds === null ? null : fromUnix(seconds);
}
