import type { Objects, ObjectType } from './wire.js';

const INCOMPLETE_FOR = 23 * 3600;
const REFERENCE_AFTER = 5 * 86_400;

/**
 * When the clock must next do something with this object, in seconds; null when nothing waits. The moment is stored
 * beside the object, so that one indexed query finds what is due.
 */
export function dueAt<T extends ObjectType>(type: T, object: Objects[T]): number | null {
  if (type === 'checkout.session') {
    const session = object as Objects['checkout.session'];
    return session.status === 'open' ? session.expires_at : null;
  }
  if (type === 'invoice') {
    const invoice = object as Objects['invoice'];
    if (!invoice.auto_advance) return null;
    if (invoice.status === 'draft') return invoice.automatically_finalizes_at;
    return invoice.status === 'open' ? invoice.next_payment_attempt : null;
  }
  if (type === 'refund') {
    const refund = object as Objects['refund'];
    const waits = refund.destination_details?.card?.reference_status === 'pending';
    return waits ? refund.created + REFERENCE_AFTER : null;
  }
  if (type === 'subscription') return subscriptionDue(object as Objects['subscription']);
  return null;
}

function subscriptionDue(subscription: Objects['subscription']): number | null {
  if (subscription.status === 'incomplete') return subscription.created + INCOMPLETE_FOR;
  if (!['active', 'past_due', 'unpaid'].includes(subscription.status)) return null;
  const moments = subscription.items.data.map((item) => item.current_period_end);
  if (subscription.cancel_at) moments.push(subscription.cancel_at);
  if (subscription.pause_collection?.resumes_at) moments.push(subscription.pause_collection.resumes_at);
  return Math.min(...moments);
}
