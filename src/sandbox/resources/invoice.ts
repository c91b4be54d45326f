import { Conditions, listObjects, paging } from '../api/list.js';
import { flag, metadata, mergeMetadata, oneOf, range, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { collect, methodFor } from '../billing/collect.js';
import { finalizeInvoice, voidInvoice } from '../billing/invoicing.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { cardError } from './card-error.js';
import type { Customer } from './customer.js';
import type { InvoiceLine } from './invoice-line.js';
import { findMethod } from './payment-method.js';
import type { Subscription } from './subscription.js';

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
}

/** A draft invoice as it travels. */
export function draftInvoice(now: number, draft: Draft): Invoice {
  const id = newId('in');
  const { customer, subscription } = draft;
  const total = draft.lines.reduce((sum, line) => sum + line.amount, 0);
  const due = Math.max(0, total + customer.balance);
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
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: draft.reason,
    collection_method: 'charge_automatically',
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
    default_tax_rates: [],
    description: draft.description ?? null,
    discounts: [],
    due_date: null,
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
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}

/** The subscription an invoice belongs to, or null. */
export function subscriptionOf(invoice: Invoice): string | null {
  return (invoice.parent?.subscription_details?.subscription as string | undefined) ?? null;
}

const createShape = {
  customer: required(text),
  currency: text,
  description: text,
  metadata,
  auto_advance: flag,
  collection_method: oneOf('charge_automatically'),
  pending_invoice_items_behavior: oneOf('include', 'exclude'),
};

async function create(work: Work, fields: Values<typeof createShape>): Promise<Invoice> {
  const customer = await work.load('customer', fields.customer, 'customer');
  const invoice = draftInvoice(work.now, {
    customer,
    currency: fields.currency?.toLowerCase() ?? customer.currency ?? 'usd',
    lines: [],
    reason: 'manual',
    metadata: mergeMetadata({}, fields.metadata),
    description: fields.description,
    autoAdvance: fields.auto_advance ?? false,
  });
  return work.create('invoice', invoice, 'invoice.created');
}

async function pay(work: Work, fields: { payment_method?: string | null; off_session?: boolean | null; paid_out_of_band?: boolean | null }, id: string): Promise<Invoice> {
  const found = await work.load('invoice', id);
  if (found.status === 'paid') throw new StripeError('Invoice is already paid', { code: 'invoice_already_paid' });
  if (found.status !== 'draft' && found.status !== 'open') throw invalid(`Invoice is ${found.status} and cannot be paid.`);
  const open = found.status === 'draft' ? await finalizeInvoice(work, found) : found;
  if (open.status === 'paid') return open;
  const named = fields.payment_method ? (await findMethod(work, fields.payment_method, 'payment_method')).id : null;
  const method = named ?? (await methodFor(work, open));
  if (!method) throw noMethod();
  const { invoice, refusal, intent } = await collect(work, open, method, fields.off_session === false);
  if (refusal) throw cardError(refusal, { payment_intent: intent }, true);
  if (invoice.status !== 'paid') {
    const message = 'The invoice payment requires additional user action before it can be completed.';
    throw new StripeError(message, { status: 402, type: 'card_error', code: 'invoice_payment_intent_requires_action', keep: true });
  }
  return invoice;
}

/** 400: nothing to charge. */
export function noMethod(): StripeError {
  const message = 'This customer has no attached payment source or default payment method. Please consider adding a default payment method.';
  return new StripeError(message, { code: 'resource_missing' });
}

export const invoiceRoutes = [
  route('POST', '/v1/invoices', createShape, create),
  route(
    'GET',
    '/v1/invoices',
    { ...paging, customer: text, subscription: text, status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'), created: range },
    (work, { customer, subscription, status, created, ...page }) => {
      const conditions = new Conditions().add('customer = ?', customer).field('status', status).created(created);
      conditions.add("data -> 'parent' -> 'subscription_details' ->> 'subscription' = ?", subscription);
      return listObjects(work, 'invoice', '/v1/invoices', page, conditions);
    },
  ),
  route('GET', '/v1/invoices/:id', {}, (work, _fields, id) => work.load('invoice', id)),
  route('POST', '/v1/invoices/:id', { metadata, description: text, auto_advance: flag }, async (work, fields, id) => {
    const before = await work.load('invoice', id);
    const { metadata: change, auto_advance: advance, description } = fields;
    const changes: Partial<Invoice> = { metadata: mergeMetadata(before.metadata ?? {}, change) };
    if (description !== undefined) changes.description = description;
    if (typeof advance === 'boolean') changes.auto_advance = advance;
    return work.change('invoice', before, changes, 'invoice.updated');
  }),
  route('GET', '/v1/invoices/:id/lines', paging, async (work, _fields, id) => (await work.load('invoice', id)).lines),
  route('POST', '/v1/invoices/:id/finalize', { auto_advance: flag }, async (work, _fields, id) =>
    finalizeInvoice(work, await work.load('invoice', id)),
  ),
  route('POST', '/v1/invoices/:id/pay', { payment_method: text, off_session: flag, forgive: flag }, pay),
  route('POST', '/v1/invoices/:id/void', {}, async (work, _fields, id) => voidInvoice(work, await work.load('invoice', id))),
];
