import type Stripe from 'stripe';

import { Conditions, listObjects, pageOf, paging } from '../api/list.js';
import { flag, integer, list, mergeMetadata, metadata, oneOf, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { collect, methodFor } from '../billing/collect.js';
import { DRAFT_FOR, drawUp, issue } from '../billing/draw-up.js';
import { finalizeInvoice, settleInvoice, voidInvoice, writeOff } from '../billing/invoicing.js';
import { createPreview } from '../billing/preview.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { cardError } from './card-error.js';
import { discountsRule, redeem } from './discount.js';
import { itemsOn, waitingItemsOf } from './invoice-lists.js';
import { noMethod, type Invoice } from './invoice.js';
import { findMethod } from './payment-method.js';
import { previewShape } from './preview-params.js';
import { taxRatesOf } from './tax-rate.js';

const createShape = {
  customer: text,
  currency: text,
  description: text,
  metadata,
  auto_advance: flag,
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  days_until_due: integer,
  due_date: integer,
  default_tax_rates: list(text),
  discounts: discountsRule,
  pending_invoice_items_behavior: oneOf('include', 'exclude'),
  subscription: text,
};

/** POST /v1/invoices: a draft with what waits for the customer, or the subscription, if that is asked for. */
async function create(work: Work, fields: Values<typeof createShape>): Promise<Invoice> {
  const of = fields.subscription;
  const subscription = of ? await work.load('subscription', of, 'subscription') : null;
  const named = fields.customer ?? (subscription?.customer as string | undefined);
  if (!named) throw missingParameter('customer');
  const customer = await work.load('customer', named, 'customer');
  const known = subscription?.currency ?? customer.currency ?? (await waitingItemsOf(work, customer.id))[0]?.currency;
  const currency = fields.currency?.toLowerCase() ?? known ?? 'usd';
  const occasion = { customer, amount: 0, currency };
  const drawn = await drawUp(work, {
    customer,
    currency,
    reason: subscription ? 'subscription_update' : 'manual',
    subscription,
    discounts: fields.discounts ? await redeem(work, fields.discounts, occasion) : undefined,
    taxRates: fields.default_tax_rates
      ? await taxRatesOf(work, fields.default_tax_rates, 'default_tax_rates')
      : undefined,
    takesWaiting: fields.pending_invoice_items_behavior === 'include' || subscription !== null,
    metadata: mergeMetadata({}, fields.metadata),
    description: fields.description,
    autoAdvance: fields.auto_advance ?? false,
    dueDate: dueDateOf(work.now, fields),
  });
  return issue(work, drawn, { automatically_finalizes_at: fields.auto_advance ? work.now + DRAFT_FOR : null });
}

function dueDateOf(now: number, fields: Values<typeof createShape>): number | null {
  const { collection_method: method, days_until_due: days, due_date: date } = fields;
  if (method !== 'send_invoice') {
    if (days || date) throw invalid('Only an invoice that is sent is due on a date.', days ? 'days_until_due' : 'due_date');
    return null;
  }
  const due = date ?? (typeof days === 'number' ? now + days * 86_400 : null);
  if (due === null) throw missingParameter('days_until_due');
  if (due <= now) throw invalid('The due date must lie in the future.', date ? 'due_date' : 'days_until_due');
  return due;
}

/** DELETE /v1/invoices/:id: of a draft that is not a subscription's; its items wait for the next invoice again. */
async function remove(work: Work, id: string): Promise<object> {
  const draft = await work.load('invoice', id);
  if (draft.status !== 'draft' || draft.parent)
    throw invalid('Only a draft that belongs to no subscription can be deleted; others can be voided.');
  for (const item of await itemsOn(work, id))
    await work.change('invoiceitem', item, { invoice: null });
  const deleted: Wire<Stripe.DeletedInvoice> = { id, object: 'invoice', deleted: true };
  return work.remove<'invoice'>(draft, deleted, 'invoice.deleted');
}

/** POST /v1/invoices/:id/send: no letter leaves the sandbox, only the event. */
async function send(work: Work, id: string): Promise<Invoice> {
  const found = await work.load('invoice', id);
  const open = found.status === 'draft' ? await finalizeInvoice(work, found) : found;
  work.emit('invoice.sent', open);
  return open;
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
  if (fields.paid_out_of_band) return settleInvoice(work, open);
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
  route('POST', '/v1/invoices/create_preview', previewShape, createPreview),
  route(
    'GET',
    '/v1/invoices',
    {
      ...paging,
      customer: text,
      subscription: text,
      status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'),
      collection_method: oneOf('charge_automatically', 'send_invoice'),
      created: range,
    },
    (work, { customer, subscription, status, collection_method: collection, created, ...page }) => {
      const conditions = new Conditions().add('customer = ?', customer).field('status', status).created(created);
      conditions.field('collection_method', collection);
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
    if (typeof advance === 'boolean') {
      changes.auto_advance = advance;
      if (before.status === 'draft') changes.automatically_finalizes_at = advance ? work.now + DRAFT_FOR : null;
    }
    return work.change('invoice', before, changes, 'invoice.updated');
  }),
  route('DELETE', '/v1/invoices/:id', {}, (work, _fields, id) => remove(work, id)),
  route('GET', '/v1/invoices/:id/lines', paging, async (work, page, id) => {
    const { data, url } = (await work.load('invoice', id)).lines;
    return pageOf(data, url, page, 'line item');
  }),
  route('POST', '/v1/invoices/:id/finalize', { auto_advance: flag }, async (work, _fields, id) =>
    finalizeInvoice(work, await work.load('invoice', id)),
  ),
  route('POST', '/v1/invoices/:id/pay', { payment_method: text, off_session: flag, paid_out_of_band: flag }, pay),
  route('POST', '/v1/invoices/:id/void', {}, async (work, _fields, id) =>
    voidInvoice(work, await work.load('invoice', id)),
  ),
  route('POST', '/v1/invoices/:id/mark_uncollectible', {}, async (work, _fields, id) =>
    writeOff(work, await work.load('invoice', id)),
  ),
  route('POST', '/v1/invoices/:id/send', {}, (work, _fields, id) => send(work, id)),
];
