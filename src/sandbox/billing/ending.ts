import { invalid } from '../api/stripe-error.js';
import type { UpdateFields } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';

type Wish = Pick<UpdateFields, 'cancel_at' | 'cancel_at_period_end' | 'cancellation_details'>;

/** What a request changes about when a subscription ends: at a moment, at its period's end, or not at all. */
export function ending(now: number, before: Subscription, fields: Wish): Partial<Subscription> {
  const { cancel_at_period_end: atEnd, cancel_at: at, cancellation_details: words } = fields;
  if (atEnd === true && at) throw invalid('Name cancel_at or cancel_at_period_end, not both.', 'cancel_at');
  const details = { ...before.cancellation_details!, ...(words as Partial<Subscription['cancellation_details']>) };
  if (at) {
    const moment = momentOf(before, at);
    if (moment <= now) throw invalid('cancel_at must be in the future.', 'cancel_at');
    return planned(now, moment, false, details);
  }
  if (atEnd === true && !before.cancel_at_period_end)
    return planned(now, momentOf(before, 'max_period_end'), true, details);
  if ((atEnd === false && before.cancel_at_period_end) || (at === null && before.cancel_at)) {
    const none = { comment: null, feedback: null, feedback_option: null, reason: null };
    return { cancel_at: null, cancel_at_period_end: false, canceled_at: null, cancellation_details: none };
  }
  return words ? { cancellation_details: details } : {};
}

function planned(
  now: number,
  moment: number,
  atPeriodEnd: boolean,
  details: NonNullable<Subscription['cancellation_details']>,
): Partial<Subscription> {
  return {
    cancel_at: moment,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: now,
    cancellation_details: { ...details, reason: 'cancellation_requested' },
  };
}

function momentOf(before: Subscription, at: number | 'min_period_end' | 'max_period_end'): number {
  const ends = before.items.data.map((item) => item.current_period_end);
  if (typeof at === 'number') return at;
  return at === 'min_period_end' ? Math.min(...ends) : Math.max(...ends);
}
