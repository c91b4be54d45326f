import { DAY, parseDate, plusMs } from '../../platform/clock/clock.js';

/** What a price is charged for. */
export type Period = 'day' | 'week' | 'month' | 'year';

/**
 * A charge of a subscription, counted from the one its anchor stands for. Stripe reckons in UTC, so summer time plays no part;
 * months keep the anchor's day and are clamped to their last, 31 January, 28 February, 31 March (docs: billing cycle anchor).
 * @param times how many periods after the anchor; before it when negative
 */
export function chargeOf(anchor: Date, period: Period, times: number): Date {
  if (period === 'day' || period === 'week') return plusMs(anchor, times * (period === 'day' ? DAY : 7 * DAY));
  const months = anchor.getUTCMonth() + times * (period === 'month' ? 1 : 12);
  const lastDay = parseDate(Date.UTC(anchor.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const timeOfDay = anchor.getTime() % DAY;
  return parseDate(Date.UTC(anchor.getUTCFullYear(), months, Math.min(anchor.getUTCDate(), lastDay)) + timeOfDay);
}

/** The first charge at or after an instant. */
export function firstChargeFrom(anchor: Date, period: Period, from: Date): Date {
  const longest = { day: 1, week: 7, month: 31, year: 366 }[period] * DAY;
  // So many, or a few more, lie between: from there on there are few to look at.
  let times = Math.floor((from.getTime() - anchor.getTime()) / longest);
  while (chargeOf(anchor, period, times) >= from) times--;
  while (chargeOf(anchor, period, times) < from) times++;
  return chargeOf(anchor, period, times);
}
