import { DAY, parseDate, plusMs } from '../../platform/clock/clock.js';
import { daysLater, instantsAt, wallTimeOf } from '../../platform/clock/zones.js';

/** Days in which somebody may take back what they agreed to at a distance (Directive 2011/83/EU, article 9). */
export const WITHDRAWAL_DAYS = 14;
const SUNDAY = 0;
const SATURDAY = 6;

/**
 * Until when a membership may be withdrawn from: the end of the fourteenth day after the one on which it began, where the
 * fan is; a period that would end on a Saturday or Sunday ends with the Monday (Regulation 1182/71, article 3). Public
 * holidays, which differ from country to country, are not looked at.
 * @param zone the fan's IANA time zone
 * @returns the first instant that is too late
 */
export function withdrawableUntil(startedAt: Date, zone: string): Date {
  let days = WITHDRAWAL_DAYS;
  while ([SATURDAY, SUNDAY].includes(parseDate(`${dayAfter(startedAt, days, zone)}T00:00:00Z`).getUTCDay())) days++;
  const midnight = { day: dayAfter(startedAt, days + 1, zone), time: '00:00' };
  // Where the clocks go forward at midnight, the day after begins at one.
  return instantsAt(midnight, zone)[0] ?? instantsAt({ ...midnight, time: '01:00' }, zone)[0] ?? plusMs(startedAt, (days + 1) * DAY);
}

function dayAfter(instant: Date, days: number, zone: string): string {
  return wallTimeOf(daysLater(instant, days, zone), zone).day;
}
