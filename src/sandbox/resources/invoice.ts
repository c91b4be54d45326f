import { StripeError } from '../api/stripe-error.js';
import { automaticTax } from '../billing/automatic-tax.js';
import { totalsOf } from '../billing/totals.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Customer } from './customer.js';
import type { InvoiceLine } from './invoice-line.js';
import type { Subscription } from './subscription.js';
import type { TaxRate } from './tax-rate.js';

export type Invoice = Objects['invoice'];

interface Draft {
  customer: Customer;
  currency: string;
  lines: InvoiceLine[];
  reason: Invoice['billing_reason'];
  subscription?: Subscription | null;
  period?: { start: number; end: number };
  metadata?: Record<string, string>;
  description?: string | null;
  autoAdvance?: boolean;
  /** When an invoice that is sent instead of charged is to be paid, in seconds. */
  dueDate?: number | null;
  discounts?: string[];
  taxRates?: TaxRate[];
}

/** A draft invoice as it travels. */
export function draftInvoice(now: number, draft: Draft): Invoice {
  const id = newId('in');
  const { customer, subscription } = draft;
  const totals = totalsOf(draft.lines);
  const due = Math.max(0, totals.total + customer.balance);
  return {
    id,
    object: 'invoice',
    account_country: 'IT',
    account_name: 'Thousand sandbox',
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: draft.autoAdvance ?? false,
    automatic_tax: automaticTax(subscription?.automatic_tax.enabled ?? false, customer),
    automatically_finalizes_at: null,
    billing_reason: draft.reason,
    collection_method: draft.dueDate ? 'send_invoice' : 'charge_automatically',
    created: now,
    currency: draft.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: draft.taxRates ?? [],
    description: draft.description ?? null,
    discounts: draft.discounts ?? [],
    due_date: draft.dueDate ?? null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: 'list',
      data: draft.lines.map((line) => ({ ...line, invoice: id })),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    livemode: false,
    metadata: draft.metadata ?? {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: subscription
      ? {
          quote_details: null,
          subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
          type: 'subscription_details',
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: draft.period?.end ?? now,
    period_start: draft.period?.start ?? now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: draft.reason === 'manual' ? rendering('auto') : null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    test_clock: null,
    ...totals,
    webhooks_delivered_at: null,
  };
}

/** How the document of an invoice made by hand looks; the size of its page is chosen when it is finalized. */
export function rendering(size: 'auto' | 'a4'): Invoice['rendering'] {
  return { amount_tax_display: null, pdf: { page_size: size }, template: null, template_version: null };
}

/** The subscription an invoice belongs to, or null. */
export function subscriptionOf(invoice: Invoice): string | null {
  return (invoice.parent?.subscription_details?.subscription as string | undefined) ?? null;
}

/** 400: nothing to charge. */
export function noMethod(): StripeError {
  const message = 'This customer has no default payment method to be charged.';
  return new StripeError(message, { code: 'resource_missing' });
}
