import type { Invoice } from '../resources/invoice.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { cancelSubscription } from './cancel.js';

const DAY = 86_400;
/** Days after a failed charge until the next. Stripe chooses its moments; three fixed ones stand in for them. */
const RETRY_AFTER_DAYS = [3, 5, 7];

/** Whether a subscription has not ended. */
export function isLive({ status }: Subscription): boolean {
  return status !== 'canceled' && status !== 'incomplete_expired';
}

/** A subscription whose invoice was paid runs again. */
export async function onInvoicePaid(work: Work, id: string): Promise<void> {
  const subscription = await work.load('subscription', id);
  if (!['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) return;
  await work.change('subscription', subscription, { status: 'active' }, 'customer.subscription.updated');
}

/** When the next attempt comes after `attempts` failed ones; null when there is none left. */
export function nextAttempt(now: number, attempts: number): number | null {
  const days = RETRY_AFTER_DAYS[attempts - 1];
  return days === undefined ? null : now + days * DAY;
}

/** A subscription whose charge failed is past due, and ends with the last attempt. */
export async function onInvoiceUnpaid(work: Work, id: string, invoice: Invoice): Promise<void> {
  const subscription = await work.load('subscription', id);
  if (subscription.status === 'incomplete' || subscription.status === 'canceled') return;
  const late = await work.change('subscription', subscription, { status: 'past_due' }, 'customer.subscription.updated');
  if (invoice.next_payment_attempt === null && invoice.attempt_count > RETRY_AFTER_DAYS.length) {
    await cancelSubscription(work, late, 'payment_failed');
  }
}
