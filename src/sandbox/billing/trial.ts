import { invalid } from '../api/stripe-error.js';
import type { CreateFields } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import { TRIAL_NOTICE } from '../store/due.js';
import type { Work } from '../store/work.js';

const DAY = 86_400;
const LONGEST_DAYS = 730;

/**
 * When the trial ends that a request asks for, in seconds; null for none.
 * @throws {StripeError} 400 when both ways of naming it are used, or it ends in the past or in more than two years
 */
export function trialEndOf(
  now: number,
  { trial_end: end, trial_period_days: days }: Pick<CreateFields, 'trial_end' | 'trial_period_days'>,
): number | null {
  if (typeof days === 'number') {
    if (end !== undefined) throw invalid('Name trial_end or trial_period_days, not both.', 'trial_end');
    if (days < 1 || days > LONGEST_DAYS)
      throw invalid(`A trial lasts from 1 to ${LONGEST_DAYS} days.`, 'trial_period_days');
    return now + days * DAY;
  }
  if (typeof end !== 'number') return null;
  if (end <= now) throw invalid('trial_end must be in the future, or `now`.', 'trial_end');
  if (end > now + LONGEST_DAYS * DAY) throw invalid(`A trial lasts ${LONGEST_DAYS} days at most.`, 'trial_end');
  return end;
}

/** Announces at once a trial that begins with less than three days to go. */
export function announceShortTrial(work: Work, subscription: Subscription): void {
  const { status, trial_end: end } = subscription;
  if (status === 'trialing' && end !== null && end - TRIAL_NOTICE <= work.now)
    work.emit('customer.subscription.trial_will_end', subscription);
}
