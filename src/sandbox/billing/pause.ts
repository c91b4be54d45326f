import { hash, oneOf, required, type Values } from '../api/params.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { drawUp, issue } from './draw-up.js';
import { finalizeInvoice } from './invoicing.js';
import { expirePending } from './pending-update.js';
import { credits } from './proration.js';

type PauseReason = NonNullable<Subscription['status_details']>['paused']['subscription']['type'];

export const pauseShape = {
  type: oneOf('subscription'),
  invoicing_behavior: oneOf('pending_invoice_item', 'invoice'),
  bill_for: hash({
    unused_time_from: hash({ type: required(oneOf('now', 'item_current_period_start', 'none')) }),
    outstanding_usage_through: hash({ type: required(oneOf('now', 'none')) }),
  }),
};

/**
 * POST /v1/subscriptions/:id/pause: no period begins and no invoice is drawn until it is resumed; the time paid for
 * and not used comes back, by default with the next invoice. From Stripe's docs and types; no recording. Here only an
 * active subscription can be paused, and there is no metered use to bill.
 */
export async function pauseSubscription(
  work: Work,
  fields: Values<typeof pauseShape>,
  id: string,
): Promise<Subscription> {
  const found = await work.load('subscription', id);
  if (found.schedule)
    throw invalid(`A subscription managed by a schedule (${String(found.schedule)}) cannot be paused.`);
  if (found.status !== 'active')
    throw new StripeError(`Only an active subscription can be paused; this one is ${found.status}.`);
  const before = await expirePending(work, found);
  const from = fields.bill_for?.unused_time_from?.type ?? 'now';
  const { data: items } = before.items;
  const start = Math.max(...items.map((item) => item.current_period_start));
  const unused = from === 'none' ? [] : await credits(work, before, items, from === 'now' ? work.now : start);
  const ended = items.map((item) => ({ ...item, current_period_end: work.now }));
  const stopped = { ...before, items: { ...before.items, data: ended } };
  const paused = await setPaused(work, stopped, 'pause_requested', before);
  if (fields.invoicing_behavior === 'invoice' && unused.length > 0) {
    const customer = await work.load('customer', String(before.customer));
    const { currency } = before;
    const reason = 'subscription_update';
    const drawn = await drawUp(work, { customer, currency, items: unused, reason, subscription: before });
    const draft = await issue(work, drawn);
    await work.change('subscription', paused, { latest_invoice: draft.id });
    await finalizeInvoice(work, draft);
  } else for (const item of unused) await work.create('invoiceitem', item, 'invoiceitem.created');
  return work.load('subscription', id);
}

/** Pauses a subscription and tells of it; `before` is what it was, if other fields changed as well. */
export async function setPaused(
  work: Work,
  subscription: Subscription,
  reason: PauseReason,
  before = subscription,
): Promise<Subscription> {
  const changes: Partial<Subscription> = {
    ...subscription,
    status: 'paused',
    status_details: { paused: { subscription: { type: reason }, transitioned_at: work.now, type: 'subscription' } },
  };
  const paused = await work.change('subscription', before, changes, 'customer.subscription.updated');
  work.emit('customer.subscription.paused', paused);
  return paused;
}
