import { plusMs } from '../../platform/clock/clock.js';
import { firstChargeFrom, type Period } from './charge-days.js';

/** For how many months somebody may pause; a pause without an end is the other choice. */
export const MONTHS = [1, 2, 3] as const;

/**
 * When a pause ends and money is asked for again: so many charges later than the next one. The time that is paid for comes first.
 * @param paidUntil when the next charge would come, were there no pause
 * @param anchor the charge that a subscription's others are counted from
 * @param months how many charges are left out
 */
export function chargeAfterPause(paidUntil: Date, anchor: Date, months: number): Date {
  let charge = firstChargeFrom(anchor, 'month', paidUntil);
  for (let left = months; left > 0; left--) charge = firstChargeFrom(anchor, 'month', plusMs(charge, 1));
  return charge;
}

/** Whether a pause can end by itself: a year's charge that is left out would be a year. */
export function endsByItself(period: Period): boolean {
  return period === 'month';
}
