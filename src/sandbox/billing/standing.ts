import { subscriptionOf, type Invoice } from '../resources/invoice.js';
import { readSetting } from '../store/settings.js';
import type { Work } from '../store/work.js';
import { cancelSubscription } from './cancel.js';
import { applyPending, forgetPending, isHeldBy } from './pending-update.js';
import { finishResumption, forgetResumption, isResumedBy, onResumptionRefused } from './resumption.js';

const DAY = 86_400;
/** Days after a failed charge until the next. Stripe chooses its moments; three fixed ones stand in for them. */
const RETRY_AFTER_DAYS = [3, 5, 7];

/**
 * A subscription whose invoice was paid runs again, an unpaid one only with its latest (docs: subscription statuses); a change that waited
 * for it is made.
 */
export async function onInvoicePaid(work: Work, id: string, invoice: Invoice, waited: boolean): Promise<void> {
  const found = await work.load('subscription', id);
  if (await isResumedBy(work, invoice, found)) await finishResumption(work, found);
  const subscription = isHeldBy(invoice, found) ? await applyPending(work, found, waited) : found;
  if (!['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) return;
  if (subscription.status === 'unpaid' && subscription.latest_invoice !== invoice.id) return;
  await work.change('subscription', subscription, { status: 'active' }, 'customer.subscription.updated');
}

/** When the next attempt comes after `attempts` failed ones; null when there is none left. */
export function nextAttempt(now: number, attempts: number): number | null {
  const days = RETRY_AFTER_DAYS[attempts - 1];
  return days === undefined ? null : now + days * DAY;
}

/**
 * A subscription whose charge failed is past due. With the last attempt it ends, or stays and is unpaid, as the account is set
 * (docs: automatic retries).
 */
export async function onInvoiceUnpaid(work: Work, id: string, invoice: Invoice): Promise<void> {
  const subscription = await work.load('subscription', id);
  if (isHeldBy(invoice, subscription)) return;
  if (await isResumedBy(work, invoice, subscription)) return onResumptionRefused(work, subscription);
  if (subscription.status !== 'active' && subscription.status !== 'past_due') return;
  const late = await work.change('subscription', subscription, { status: 'past_due' }, 'customer.subscription.updated');
  if (invoice.next_payment_attempt !== null || invoice.attempt_count <= RETRY_AFTER_DAYS.length) return;
  if ((await readSetting(work.db, 'after_retries')) !== 'unpaid') await cancelSubscription(work, late, 'payment_failed');
  else await work.change('subscription', late, { status: 'unpaid' }, 'customer.subscription.updated');
}

/** A running subscription whose change waits for somebody to confirm its payment is past due until then. */
export async function onPaymentAwaited(work: Work, invoice: Invoice): Promise<void> {
  const subscription = await work.load('subscription', subscriptionOf(invoice)!);
  if (subscription.status !== 'active' || isHeldBy(invoice, subscription)) return;
  await work.change('subscription', subscription, { status: 'past_due' }, 'customer.subscription.updated');
}

/** An invoice that was voided takes along the change that waited for it. */
export async function onInvoiceVoided(work: Work, id: string, invoice: Invoice): Promise<void> {
  const subscription = await work.load('subscription', id);
  if (isHeldBy(invoice, subscription)) await forgetPending(work, subscription);
  if (await isResumedBy(work, invoice, subscription)) await forgetResumption(work, id);
}

/** Of an invoice that was written off nobody waits for the money any more. */
export async function onInvoiceUncollectible(work: Work, id: string, invoice: Invoice): Promise<void> {
  const subscription = await work.load('subscription', id);
  if (await isResumedBy(work, invoice, subscription)) await finishResumption(work, subscription);
}
