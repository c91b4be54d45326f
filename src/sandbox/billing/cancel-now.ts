import type Stripe from 'stripe';

import { flag, hash, text, type Values } from '../api/params.js';
import { invalid, missing } from '../api/stripe-error.js';
import { waitingProrationsOf } from '../resources/invoice-lists.js';
import { hasEnded, type Subscription } from '../resources/subscription.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { cancelSubscription } from './cancel.js';
import { collect, methodFor } from './collect.js';
import { drawUp, issue } from './draw-up.js';
import { finalizeInvoice } from './invoicing.js';
import { expirePending } from './pending-update.js';
import { credits } from './proration.js';

export const cancelShape = {
  cancellation_details: hash({ comment: text, feedback: text }),
  invoice_now: flag,
  prorate: flag,
};

/**
 * DELETE /v1/subscriptions/:id. With `prorate` the time paid for and not used comes back; with `invoice_now` that and
 * whatever else waited is billed at once, without it waiting prorations are dropped. From Stripe's docs.
 */
export async function cancelNow(work: Work, fields: Values<typeof cancelShape>, id: string): Promise<Subscription> {
  const found = await work.load('subscription', id);
  // Stripe answers a second cancellation as if there were no subscription.
  if (hasEnded(found)) throw missing('subscription', id);
  const before = await expirePending(work, found);
  const { comment = null, feedback = null } = fields.cancellation_details ?? {};
  const words = { comment, feedback: feedback as 'other' | null };
  const prorates = fields.prorate && before.status !== 'paused' && before.status !== 'trialing';
  const unused = prorates ? await credits(work, before, before.items.data, work.now) : [];
  if (fields.invoice_now) {
    const customer = await work.load('customer', String(before.customer));
    const bill = { customer, currency: before.currency, items: unused, subscription: before };
    const drawn = await drawUp(work, { ...bill, reason: 'subscription_update' });
    if (drawn.invoice.lines.data.length > 0) {
      const draft = await issue(work, drawn);
      await work.change('subscription', await work.load('subscription', id), { latest_invoice: draft.id });
      const open = await finalizeInvoice(work, draft);
      const method = open.status === 'open' ? await methodFor(work, open) : null;
      if (method) await collect(work, open, method, false);
    }
  } else {
    for (const item of await waitingProrationsOf(work, before)) await dropItem(work, item.id);
    for (const item of unused) await work.create('invoiceitem', item, 'invoiceitem.created');
  }
  const now = { ...(await work.load('subscription', id)), cancel_at: null, cancel_at_period_end: false };
  return cancelSubscription(work, now, 'cancellation_requested', words);
}

/** Deletes an invoice item that no invoice has taken. */
export async function dropItem(work: Work, id: string): Promise<object> {
  const item = await work.load('invoiceitem', id);
  if (item.invoice && (await work.load('invoice', String(item.invoice))).status !== 'draft')
    throw invalid('An invoice item on a finalized invoice cannot be deleted.');
  const deleted: Wire<Stripe.DeletedInvoiceItem> = { id, object: 'invoiceitem', deleted: true };
  return work.remove<'invoiceitem'>(item, deleted, 'invoiceitem.deleted');
}
