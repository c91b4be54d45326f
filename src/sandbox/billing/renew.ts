import type { Customer } from '../resources/customer.js';
import { hasEnded, type Subscription } from '../resources/subscription.js';
import { TRIAL_NOTICE } from '../store/due.js';
import type { Work } from '../store/work.js';
import { cancelSubscription } from './cancel.js';
import { methodOf } from './collect.js';
import { DRAFT_FOR, drawUp, issue, type Drawn } from './draw-up.js';
import { paymentlessExpiry } from './expire-incomplete.js';
import { linesFor } from './lines.js';
import { setPaused } from './pause.js';
import { expirePending } from './pending-update.js';
import { roll } from './roll.js';
import { stepSchedule } from './run-schedule.js';

/** Does what is due of a subscription, one thing after the other: expiries, resumption, end, trial, next period. */
export async function renew(work: Work, due: Subscription): Promise<void> {
  if (due.status === 'incomplete') return paymentlessExpiry(work, due);
  const subscription = await prepare(work, due);
  if (hasEnded(subscription)) return;
  const { cancel_at: end, trial_end: trial } = subscription;
  if (end && end <= work.now) return endNow(work, subscription);
  const ends = subscription.items.data.map((item) => item.current_period_end);
  if (subscription.status === 'trialing' && trial !== null && trial <= work.now) return endTrial(work, subscription);
  if (Math.min(...ends) <= work.now) return beginPeriod(work, subscription);
  if (subscription.status === 'trialing' && trial !== null && trial - TRIAL_NOTICE === work.now)
    work.emit('customer.subscription.trial_will_end', subscription);
  await work.reschedule('subscription', subscription);
}

/** What comes before the period turns: an update nobody paid for is dropped, collection resumes, a phase begins. */
async function prepare(work: Work, due: Subscription): Promise<Subscription> {
  const { pause_collection: pause, pending_update: pending } = due;
  let subscription = due;
  if (pending && pending.expires_at <= work.now) subscription = await expirePending(work, due);
  if (pause?.resumes_at && pause.resumes_at <= work.now)
    subscription = await work.change(
      'subscription',
      subscription,
      { pause_collection: null },
      'customer.subscription.updated',
    );
  if (!subscription.schedule) return subscription;
  await stepSchedule(work, await work.load('subscription_schedule', String(subscription.schedule)));
  return work.load('subscription', due.id);
}

async function endNow(work: Work, subscription: Subscription): Promise<void> {
  const ended = await cancelSubscription(work, subscription);
  const customer = await work.load('customer', String(ended.customer));
  const { currency } = ended;
  const bill = { customer, currency, reason: 'subscription_cycle', subscription: ended, autoAdvance: true } as const;
  const drawn = await drawUp(work, bill);
  // What still waited for an invoice is billed at the end.
  if (!drawn.waiting.some((item) => item.parent !== null)) return;
  await issueDraft(work, drawn);
  await work.change('subscription', ended, { latest_invoice: drawn.invoice.id });
}

async function endTrial(work: Work, subscription: Subscription): Promise<void> {
  const { missing_payment_method: missing } = subscription.trial_settings!.end_behavior;
  const customer = await work.load('customer', String(subscription.customer));
  if (missing === 'create_invoice' || methodOf(subscription, customer)) return beginPeriod(work, subscription, customer);
  if (missing === 'pause') await setPaused(work, subscription, 'trial_end_without_payment_method');
  else await cancelSubscription(work, subscription, null);
}

async function beginPeriod(work: Work, subscription: Subscription, known?: Customer): Promise<void> {
  const customer = known ?? (await work.load('customer', String(subscription.customer)));
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const next = roll(subscription, work.now);
  const begun = next.items.data.filter((item) => !subscription.items.data.includes(item));
  const drawn = await drawUp(work, {
    customer,
    currency: subscription.currency,
    lines: await linesFor(work, subscription.id, begun, false),
    reason: 'subscription_cycle',
    subscription: next,
    period: { start, end: work.now },
    // What an unpaid subscription owes for later periods stays a draft (docs: subscription statuses).
    autoAdvance: subscription.pause_collection?.behavior !== 'keep_as_draft' && subscription.status !== 'unpaid',
  });
  const changes = { status: next.status, items: next.items, latest_invoice: drawn.invoice.id };
  await work.change('subscription', subscription, changes, 'customer.subscription.updated');
  await issueDraft(work, drawn);
}

async function issueDraft(work: Work, drawn: Drawn): Promise<void> {
  await issue(work, drawn, { automatically_finalizes_at: work.now + DRAFT_FOR });
}
