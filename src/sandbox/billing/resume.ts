import { hash, integer, oneOf, required, type Values } from '../api/params.js';
import { StripeError } from '../api/stripe-error.js';
import { intervalOf, type SubscriptionItem } from '../resources/subscription-item.js';
import { prorationBehaviorRule } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { collect, methodFor, recordAttempt } from './collect.js';
import { drawUp, issue, type Drawn } from './draw-up.js';
import { finalizeInvoice } from './invoicing.js';
import { linesOf } from './lines.js';
import { nextPeriodEnd, periodAround } from './period.js';
import { charges } from './proration.js';
import { rememberResumption, runAgain } from './resumption.js';
import { nextAttempt } from './standing.js';

export const resumeShape = {
  billing_cycle_anchor: hash({ type: required(oneOf('now', 'unchanged')) }),
  payment_behavior: oneOf('resume_on_payment_attempt', 'resume_on_payment_success'),
  proration_behavior: prorationBehaviorRule,
  proration_date: integer,
};
type Fields = Values<typeof resumeShape>;

/**
 * POST /v1/subscriptions/:id/resume: begins a new period, or, with the anchor unchanged, charges for the rest of the
 * one that runs. If that makes an invoice, the subscription runs once it is paid; not tried within 23 hours, the
 * invoice is voided. From Stripe's docs and types; no recording.
 */
export async function resumeSubscription(work: Work, fields: Fields, id: string): Promise<Subscription> {
  const before = await work.load('subscription', id);
  if (before.status !== 'paused')
    throw new StripeError(`Only a paused subscription can be resumed; this one is ${before.status}.`);
  const unchanged = fields.billing_cycle_anchor?.type === 'unchanged';
  const at = fields.proration_date ?? work.now;
  const anchor = unchanged ? before.billing_cycle_anchor : work.now;
  const items = before.items.data.map((item) => running(item, anchor, unchanged, work.now));
  const next: Subscription = {
    ...before,
    status: 'active',
    billing_cycle_anchor: anchor,
    items: { ...before.items, data: items },
  };
  const behavior = fields.proration_behavior ?? 'create_prorations';
  const rest = unchanged && behavior !== 'none' ? await charges(work, next, items, at) : [];
  if (unchanged && behavior !== 'always_invoice') {
    for (const item of rest) await work.create('invoiceitem', item, 'invoiceitem.created');
    return runAgain(work, before, { items: next.items, billing_cycle_anchor: anchor });
  }
  const drawn = await drawUp(work, {
    customer: await work.load('customer', String(before.customer)),
    currency: before.currency,
    items: rest,
    lines: unchanged ? [] : await linesOf(work, next),
    reason: 'subscription_update',
    subscription: next,
  });
  return resumeWith(work, before, next, drawn, fields.payment_behavior === 'resume_on_payment_success');
}

async function resumeWith(
  work: Work,
  before: Subscription,
  next: Subscription,
  drawn: Drawn,
  insists: boolean,
): Promise<Subscription> {
  const draft = await issue(work, drawn);
  const { id, billing_cycle_anchor: anchor } = next;
  const waits = { invoice: draft.id, items: next.items.data, billing_cycle_anchor: anchor, insists };
  await rememberResumption(work, id, waits);
  await work.change('subscription', await work.load('subscription', id), { latest_invoice: draft.id });
  const invoice = await finalizeInvoice(work, draft);
  if (insists && invoice.status === 'open') {
    const method = await methodFor(work, invoice);
    const retried = { ...invoice, next_payment_attempt: nextAttempt(work.now, 1) };
    if (method) await collect(work, retried, method, false);
    else await recordAttempt(work, retried, true);
  }
  return work.load('subscription', before.id);
}

function running(item: SubscriptionItem, anchor: number, unchanged: boolean, now: number): SubscriptionItem {
  const interval = intervalOf(item.price);
  const { start, end } = unchanged
    ? periodAround(anchor, interval, now)
    : { start: now, end: nextPeriodEnd(now, interval, now) };
  return { ...item, current_period_start: start, current_period_end: end };
}
