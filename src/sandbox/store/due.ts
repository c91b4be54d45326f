import type { Objects, ObjectType } from './wire.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** How long an unpaid beginning or resumption may wait for its payment. */
const PAYABLE_FOR = 23 * HOUR;
/** How long after a refund the bank names it. */
const REFERENCE_AFTER = 5 * DAY;
/** How long before its end a trial is announced; a shorter one is announced at once. From Stripe's docs. */
export const TRIAL_NOTICE = 3 * DAY;
/** How long before its end a schedule is announced. From Stripe's docs. */
export const SCHEDULE_NOTICE = 7 * DAY;

type Moments = (number | null | undefined)[];

/**
 * When the clock must next do something with this object, in seconds; null when nothing waits. The moment is stored
 * beside the object, so that one indexed query finds what is due. A notice is given once: at `now` it is past.
 */
export function dueAt<T extends ObjectType>(type: T, object: Objects[T], now: number): number | null {
  const moments = momentsOf(type, object, (notice) => (notice > now ? notice : null));
  const known = moments.filter((moment) => typeof moment === 'number');
  return known.length > 0 ? Math.min(...known) : null;
}

function momentsOf<T extends ObjectType>(type: T, object: Objects[T], once: (notice: number) => number | null): Moments {
  if (type === 'checkout.session') {
    const session = object as Objects['checkout.session'];
    return session.status === 'open' ? [session.expires_at] : [];
  }
  if (type === 'invoice') return invoiceMoments(object as Objects['invoice'], once);
  if (type === 'subscription') return subscriptionMoments(object as Objects['subscription'], once);
  if (type === 'subscription_schedule') return scheduleMoments(object as Objects['subscription_schedule'], once);
  if (type === 'discount') return [(object as Objects['discount']).end];
  if (type === 'test_helpers.test_clock') return [(object as Objects['test_helpers.test_clock']).deletes_after];
  if (type === 'refund') return refundMoments(object as Objects['refund']);
  return [];
}

function invoiceMoments(invoice: Objects['invoice'], once: (notice: number) => number | null): Moments {
  if (invoice.status === 'draft') return invoice.auto_advance ? [invoice.automatically_finalizes_at] : [];
  if (invoice.status !== 'open') return [];
  if (invoice.auto_advance) return [invoice.next_payment_attempt];
  const { finalized_at: opened } = invoice.status_transitions;
  const waits = invoice.billing_reason === 'subscription_update' && !invoice.attempted && opened !== null;
  return waits ? [once(opened + PAYABLE_FOR)] : [];
}

function subscriptionMoments(
  subscription: Objects['subscription'],
  once: (notice: number) => number | null,
): Moments {
  const { status, trial_end: trial } = subscription;
  if (status === 'incomplete') return [subscription.created + PAYABLE_FOR];
  if (status === 'paused') return [subscription.cancel_at];
  if (!['active', 'past_due', 'unpaid', 'trialing'].includes(status)) return [];
  return [
    ...subscription.items.data.map((item) => item.current_period_end),
    subscription.cancel_at,
    subscription.pause_collection?.resumes_at,
    subscription.pending_update?.expires_at,
    status === 'trialing' && trial !== null ? once(trial - TRIAL_NOTICE) : null,
  ];
}

function refundMoments({ created, destination_details: details }: Objects['refund']): Moments {
  return details?.card?.reference_status === 'pending' ? [created + REFERENCE_AFTER] : [];
}

function scheduleMoments(
  { status, phases, current_phase: current }: Objects['subscription_schedule'],
  once: (notice: number) => number | null,
): Moments {
  if (status === 'not_started') return [phases[0]!.start_date];
  if (status !== 'active' || !current) return [];
  return [current.end_date, once(phases.at(-1)!.end_date - SCHEDULE_NOTICE)];
}
