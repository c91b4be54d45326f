import { DAY, parseDate } from './clock.js';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A day and a time as a clock on somebody's wall shows them: `2026-03-29`, `02:30`. */
export interface WallTime {
  day: string;
  time: string;
}

/** What a clock in a zone shows at an instant. */
export function wallTimeOf(instant: Date, zone: string): WallTime {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
    clocks.set(zone, clock);
  }
  const part = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/**
 * The instants at which a clock in a zone shows this, earliest first: one; none in the hour that daylight saving skips, two in
 * the hour that it repeats. Intl alone knows the zones; whatever is tried here is asked of it again.
 */
export function instantsAt({ day, time }: WallTime, zone: string): Date[] {
  const asUtc = utcOf({ day, time });
  const offsets = [-DAY, 0, DAY].map((away) => utcOf(wallTimeOf(parseDate(asUtc + away), zone)) - (asUtc + away));
  const tried = [...new Set(offsets)].map((offset) => parseDate(asUtc - offset));
  return tried.filter((instant) => {
    const shown = wallTimeOf(instant, zone);
    return shown.day === day && shown.time === time;
  }).sort((a, b) => a.getTime() - b.getTime());
}

/** Where the clock stands when a time that is skipped would have come: as much later as was skipped. */
export function afterSkipped(wanted: WallTime, zone: string): Date {
  const asUtc = utcOf(wanted);
  const before = utcOf(wallTimeOf(parseDate(asUtc - DAY), zone)) - (asUtc - DAY);
  return parseDate(asUtc - before);
}

/** The same time of day, days later in a zone; the next there is where that day has no such time. */
export function daysLater(instant: Date, days: number, zone: string): Date {
  const { day, time } = wallTimeOf(instant, zone);
  const later = { day: parseDate(utcOf({ day, time: '00:00' }) + days * DAY).toISOString().slice(0, 10), time };
  return instantsAt(later, zone)[0] ?? afterSkipped(later, zone);
}

/** Whether a text is a day that there is. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utcOf({ day: text, time: '00:00' })) && parseDate(utcOf({ day: text, time: '00:00' })).toISOString().startsWith(text);
}

function utcOf({ day, time }: WallTime): number {
  return Date.parse(`${day}T${time}:00Z`);
}
