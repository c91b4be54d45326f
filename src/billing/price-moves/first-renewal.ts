import { parseDate as fromMs } from '../../platform/clock/clock.js';

/**
 * The first renewal of a subscription at or after an instant, in UTC as Stripe reckons: on the day of the month that it began
 * on, or on a month's last day where there is none such (docs: billing cycle).
 * @param periodEnd the renewal that comes next
 * @param startedAt when it began: tells the day that a short month hides
 * @param notBefore the earliest that will do
 */
export function firstRenewal(periodEnd: Date, startedAt: Date, period: string, notBefore: Date): Date {
  const months = period === 'year' ? 12 : 1;
  const day = isLastOfMonth(periodEnd) ? Math.max(periodEnd.getUTCDate(), startedAt.getUTCDate()) : periodEnd.getUTCDate();
  let renewal = periodEnd;
  for (let n = 1; renewal < notBefore; n++) renewal = monthsLater(periodEnd, n * months, day);
  return renewal;
}

function monthsLater(from: Date, months: number, day: number): Date {
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const time = from.getTime() - Date.UTC(year, from.getUTCMonth(), from.getUTCDate());
  return fromMs(Date.UTC(year, month, Math.min(day, lastDayOf(year, month))) + time);
}

function isLastOfMonth(date: Date): boolean {
  return date.getUTCDate() === lastDayOf(date.getUTCFullYear(), date.getUTCMonth());
}

function lastDayOf(year: number, month: number): number {
  return fromMs(Date.UTC(year, month + 1, 0)).getUTCDate();
}
