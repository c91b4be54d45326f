import { calendarParts, clampedMoment } from '../clock.js';

export interface Interval {
  interval: 'day' | 'week' | 'month' | 'year';
  interval_count: number;
}

export interface Period {
  start: number;
  end: number;
}

const DAY = 86_400;

/**
 * The moment `times` intervals after the billing anchor, in seconds. Months keep the anchor's day and are clamped to
 * their last: 31 January, 28 February, 31 March.
 */
export function afterAnchor(anchor: number, { interval, interval_count }: Interval, times: number): number {
  const steps = interval_count * times;
  if (interval === 'day') return anchor + steps * DAY;
  if (interval === 'week') return anchor + steps * 7 * DAY;
  const { year, month, day, secondOfDay } = calendarParts(anchor);
  return interval === 'month'
    ? clampedMoment(year, month + steps, day, secondOfDay)
    : clampedMoment(year + steps, month, day, secondOfDay);
}

/** The first period end after `moment` (seconds) of a subscription anchored at `anchor`. */
export function nextPeriodEnd(anchor: number, interval: Interval, moment: number): number {
  let times = 1;
  while (afterAnchor(anchor, interval, times) <= moment) times += 1;
  return afterAnchor(anchor, interval, times);
}

/** The whole period, counted from the anchor, in which `moment` (seconds) lies; the anchor may lie ahead. */
export function periodAround(anchor: number, interval: Interval, moment: number): Period {
  let times = 0;
  while (afterAnchor(anchor, interval, times) > moment) times -= 1;
  while (afterAnchor(anchor, interval, times + 1) <= moment) times += 1;
  return { start: afterAnchor(anchor, interval, times), end: afterAnchor(anchor, interval, times + 1) };
}
