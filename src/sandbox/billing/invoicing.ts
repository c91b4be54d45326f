import { StripeError, invalid } from '../api/stripe-error.js';
import { customerBalanceTransaction } from '../resources/customer-balance-transaction.js';
import { invoicePayment, paymentsOf } from '../resources/invoice-payment.js';
import { printedTaxIds } from '../resources/tax-id.js';
import { rendering, subscriptionOf, type Invoice } from '../resources/invoice.js';
import type { PaymentIntent } from '../resources/payment-intent.js';
import type { Work } from '../store/work.js';
import { onInvoicePaid, onInvoiceUncollectible, onInvoiceVoided } from './standing.js';

/**
 * Gives a draft its number and opens it; with nothing to pay it is paid at once.
 * @throws {StripeError} 400 when it is no draft
 */
export async function finalizeInvoice(work: Work, draft: Invoice): Promise<Invoice> {
  if (draft.status !== 'draft')
    throw new StripeError('Only a draft can be finalized.', {
      code: 'invoice_not_editable',
    });
  const customer = await work.load('customer', String(draft.customer));
  const balance = draft.total + customer.balance;
  const due = Math.max(0, balance);
  const open = await work.change('invoice', draft, {
    amount_due: due,
    amount_remaining: due,
    automatic_tax: settledTax(draft),
    automatically_finalizes_at: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_tax_ids: await printedTaxIds(work, customer.id),
    effective_at: work.now,
    ending_balance: Math.min(0, balance),
    hosted_invoice_url: `${work.publicUrl}/invoices/${draft.id}`,
    rendering: draft.rendering && rendering('a4'),
    number: `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`,
    starting_balance: customer.balance,
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: work.now },
    webhooks_delivered_at: work.now,
  });
  await work.change('customer', customer, {
    balance: Math.min(0, balance),
    currency: customer.currency ?? draft.currency,
    next_invoice_sequence: (customer.next_invoice_sequence ?? 1) + 1,
  });
  const used = open.ending_balance! - customer.balance;
  if (used !== 0) {
    const entry = { customer: customer.id, amount: used, balance: open.ending_balance!, currency: draft.currency };
    const applied = customerBalanceTransaction(work.now, { ...entry, type: 'applied_to_invoice' });
    await work.create('customer_balance_transaction', { ...applied, invoice: draft.id });
  }
  work.emit('invoice.finalized', open);
  return due === 0 ? markPaid(work, open) : open;
}

/** An invoice whose customer is nowhere still is finalized, without tax, and says why. */
function settledTax({ automatic_tax: tax }: Invoice): Invoice['automatic_tax'] {
  if (tax.status !== 'requires_location_inputs') return tax;
  return { ...tax, disabled_reason: 'finalization_requires_location_inputs', enabled: false, status: null };
}

/** Links an intent to an open invoice, to be paid by it. */
export async function linkIntent(work: Work, invoice: Invoice, intent: PaymentIntent): Promise<void> {
  await work.create('invoice_payment', invoicePayment(work.now, invoice, intent.id));
}

/** Records that an open invoice's intent has succeeded. */
export async function settleInvoice(work: Work, invoice: Invoice): Promise<Invoice> {
  for (const payment of await paymentsOf(work, invoice.id)) {
    if (payment.status !== 'open') continue;
    const changes = {
      status: 'paid',
      amount_paid: payment.amount_requested,
      status_transitions: { canceled_at: null, paid_at: work.now },
    };
    const paid = await work.change('invoice_payment', payment, changes);
    work.emit('invoice_payment.paid', paid);
  }
  return markPaid(work, invoice);
}

/** @throws {StripeError} 400 when it is neither open nor uncollectible */
export async function voidInvoice(work: Work, invoice: Invoice): Promise<Invoice> {
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw invalid(`You can only pass in open invoices. This invoice isn't open.`);
  const voided = await work.change('invoice', invoice, {
    status: 'void',
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, voided_at: work.now },
  });
  await cancelPayments(work, invoice.id);
  work.emit('invoice.voided', voided);
  const subscription = subscriptionOf(voided);
  if (subscription) await onInvoiceVoided(work, subscription, voided);
  return voided;
}

/** Lets go of the intents that were to pay an invoice. */
export async function cancelPayments(work: Work, invoice: string): Promise<void> {
  for (const payment of await paymentsOf(work, invoice)) {
    if (payment.status !== 'open') continue;
    await work.change('invoice_payment', payment, {
      status: 'canceled',
      status_transitions: { canceled_at: work.now, paid_at: null },
    });
    const intent = await work.find('payment_intent', String(payment.payment.payment_intent));
    if (!intent || ['succeeded', 'canceled'].includes(intent.status)) continue;
    const changes = {
      status: 'canceled' as const,
      canceled_at: work.now,
      cancellation_reason: 'void_invoice' as const,
    };
    await work.change('payment_intent', intent, changes, 'payment_intent.canceled');
  }
}

/**
 * Marks an open invoice as one that will not be paid.
 * @throws {StripeError} 400 when it is not open
 */
export async function writeOff(work: Work, invoice: Invoice): Promise<Invoice> {
  if (invoice.status !== 'open') throw invalid(`You can only pass in open invoices. This invoice isn't open.`);
  const transitions = { ...invoice.status_transitions, marked_uncollectible_at: work.now };
  const changes = {
    status: 'uncollectible' as const,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: transitions,
  };
  const off = await work.change('invoice', invoice, changes, 'invoice.marked_uncollectible');
  const subscription = subscriptionOf(off);
  if (subscription) await onInvoiceUncollectible(work, subscription, off);
  return off;
}

/** Records that nothing is left to be paid of an invoice. */
export async function markPaid(work: Work, invoice: Invoice): Promise<Invoice> {
  const charged = invoice.amount_due > 0;
  const changes: Partial<Invoice> = {
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempt_count: invoice.attempt_count + (charged ? 1 : 0),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...invoice.status_transitions, paid_at: work.now },
  };
  const paid = await work.change('invoice', invoice, changes, 'invoice.updated');
  work.emit('invoice.paid', paid);
  work.emit('invoice.payment_succeeded', paid);
  const subscription = subscriptionOf(paid);
  if (subscription) await onInvoicePaid(work, subscription, paid, invoice.attempted);
  return paid;
}
