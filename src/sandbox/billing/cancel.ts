import { invoicesOf } from '../resources/invoice-lists.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';

type Details = NonNullable<Subscription['cancellation_details']>;

/** Ends a subscription now; its open invoices are no longer collected, and a schedule of it ends too. */
export async function cancelSubscription(
  work: Work,
  subscription: Subscription,
  reason: Details['reason'] = 'cancellation_requested',
  details: Partial<Details> = {},
): Promise<Subscription> {
  const ended = await work.change('subscription', subscription, {
    status: subscription.status === 'incomplete' ? 'incomplete_expired' : 'canceled',
    canceled_at: subscription.canceled_at ?? work.now,
    ended_at: work.now,
    pending_update: null,
    schedule: null,
    cancellation_details: {
      ...subscription.cancellation_details!,
      ...details,
      reason: subscription.cancellation_details?.reason ?? reason,
    },
  });
  await endScheduleOf(work, subscription, ended.cancellation_details?.reason === 'payment_failed');
  for (const invoice of await invoicesOf(work, subscription)) {
    if (invoice.status === 'paid' || invoice.status === 'void') continue;
    await work.change(
      'invoice',
      invoice,
      { auto_advance: false, next_payment_attempt: null, automatically_finalizes_at: null },
      'invoice.updated',
    );
  }
  work.emit('customer.subscription.deleted', ended);
  return ended;
}

async function endScheduleOf(work: Work, { schedule }: Subscription, delinquent: boolean): Promise<void> {
  const found = schedule ? await work.find('subscription_schedule', String(schedule)) : null;
  if (found?.status !== 'active') return;
  const changes = { status: 'canceled' as const, canceled_at: work.now, current_phase: null };
  const event = delinquent ? 'subscription_schedule.aborted' : 'subscription_schedule.canceled';
  await work.change('subscription_schedule', found, changes, event);
}
