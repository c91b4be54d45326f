import { Conditions, listObjects, paging } from '../api/list.js';
import { flag, mergeMetadata, metadata, oneOf, range, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { collect, methodFor } from '../billing/collect.js';
import { finalizeInvoice, voidInvoice } from '../billing/invoicing.js';
import type { Work } from '../store/work.js';
import { cardError } from './card-error.js';
import { draftInvoice, noMethod, type Invoice } from './invoice.js';
import { findMethod } from './payment-method.js';

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

async function pay(
  work: Work,
  fields: { payment_method?: string | null; off_session?: boolean | null; paid_out_of_band?: boolean | null },
  id: string,
): Promise<Invoice> {
  const found = await work.load('invoice', id);
  if (found.status === 'paid') throw new StripeError('Invoice is already paid', { code: 'invoice_already_paid' });
  if (found.status !== 'draft' && found.status !== 'open')
    throw invalid(`Invoice is ${found.status} and cannot be paid.`);
  const open = found.status === 'draft' ? await finalizeInvoice(work, found) : found;
  if (open.status === 'paid') return open;
  const named = fields.payment_method ? (await findMethod(work, fields.payment_method, 'payment_method')).id : null;
  const method = named ?? (await methodFor(work, open));
  if (!method) throw noMethod();
  const { invoice, refusal, intent } = await collect(work, open, method, fields.off_session === false);
  if (refusal) throw cardError(refusal, { payment_intent: intent }, true);
  if (invoice.status !== 'paid') {
    const message = 'The bank asks the card holder to confirm this payment.';
    throw new StripeError(message, {
      status: 402,
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
      keep: true,
    });
  }
  return invoice;
}

export const invoiceRoutes = [
  route('POST', '/v1/invoices', createShape, create),
  route(
    'GET',
    '/v1/invoices',
    {
      ...paging,
      customer: text,
      subscription: text,
      status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'),
      created: range,
    },
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
  route('POST', '/v1/invoices/:id/void', {}, async (work, _fields, id) =>
    voidInvoice(work, await work.load('invoice', id)),
  ),
];
