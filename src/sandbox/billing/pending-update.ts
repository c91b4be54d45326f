import { mergeMetadata } from '../api/params.js';
import type { Invoice } from '../resources/invoice.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { voidInvoice } from './invoicing.js';
import type { Revision } from './revise.js';

const HELD_FOR = 23 * 3600;

/**
 * Keeps an update beside the subscription until its invoice is paid; what there was applies meanwhile. It is dropped
 * after 23 hours, or earlier when the period or the trial ends. From Stripe's docs and types; no recording.
 */
export function holdUpdate(
  work: Work,
  before: Subscription,
  { after }: Revision,
  changes: Partial<Subscription>,
): Promise<Subscription> {
  const ends = before.items.data.map((item) => item.current_period_end);
  const trial = before.status === 'trialing' ? [before.trial_end!] : [];
  return work.change('subscription', before, {
    pending_update: {
      billing_cycle_anchor: otherwise(after.billing_cycle_anchor, before.billing_cycle_anchor),
      cancel_at_period_end: 'cancel_at_period_end' in changes ? changes.cancel_at_period_end! : null,
      discount: null,
      discounts: changes.discounts ?? null,
      expires_at: Math.min(work.now + HELD_FOR, ...ends, ...trial),
      metadata: changes.metadata && changes.metadata !== before.metadata ? changes.metadata : null,
      subscription_items: after.items.data,
      trial_end: otherwise(after.trial_end, before.trial_end),
      trial_from_plan: null,
    },
  });
}

/** Whether an invoice is the one a held update waits for. */
export function isHeldBy(invoice: Invoice, subscription: Subscription): boolean {
  return subscription.pending_update !== null && subscription.latest_invoice === invoice.id;
}

/** Makes a held update once its invoice is paid. `waited` tells whether anybody has seen it as pending. */
export async function applyPending(work: Work, subscription: Subscription, waited: boolean): Promise<Subscription> {
  const pending = subscription.pending_update!;
  const trial = pending.trial_end;
  const ends = Math.max(...pending.subscription_items!.map((item) => item.current_period_end));
  const changes: Partial<Subscription> = {
    items: { ...subscription.items, data: pending.subscription_items! },
    metadata: mergeMetadata(subscription.metadata, pending.metadata ?? undefined),
    ...(pending.billing_cycle_anchor !== null && { billing_cycle_anchor: pending.billing_cycle_anchor }),
    ...(pending.discounts && { discounts: pending.discounts }),
    ...(pending.cancel_at_period_end && { cancel_at_period_end: true, cancel_at: ends, canceled_at: work.now }),
    ...(trial !== null && { trial_end: trial, status: trial <= work.now ? 'active' : 'trialing' }),
    pending_update: null,
  };
  const base = waited ? subscription : { ...subscription, pending_update: null };
  const applied = await work.change('subscription', base, changes, 'customer.subscription.updated');
  if (waited) work.emit('customer.subscription.pending_update_applied', applied);
  return applied;
}

/** Drops a held update, if there is one, and voids its invoice. */
export async function expirePending(work: Work, subscription: Subscription): Promise<Subscription> {
  if (!subscription.pending_update) return subscription;
  const invoice = await work.find('invoice', String(subscription.latest_invoice));
  // Voiding tells the subscription, which forgets the update.
  if (invoice?.status === 'open') await voidInvoice(work, invoice);
  else await forgetPending(work, subscription);
  return work.load('subscription', subscription.id);
}

/** Forgets a held update, its invoice having been voided. */
export async function forgetPending(work: Work, subscription: Subscription): Promise<void> {
  const none = { pending_update: null };
  const left = await work.change('subscription', subscription, none, 'customer.subscription.updated');
  work.emit('customer.subscription.pending_update_expired', left);
}

/** The new value, or null where it is the old one. */
function otherwise(now: number | null, before: number | null): number | null {
  return now === before ? null : now;
}
