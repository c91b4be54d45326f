/** Milliseconds since 1970 on the machine's own clock: signatures, retries and measurements use it. */
export function systemMillis(): number {
  return Date.now();
}

/** The sandbox's clock: the machine's, moved forward by an offset. Objects carry its time. */
export class Clock {
  constructor(private offset = 0) {}

  /** Whole seconds since 1970. */
  now(): number {
    return Math.floor((systemMillis() + this.offset) / 1000);
  }

  /** How far ahead of the machine's clock it is, in milliseconds. */
  offsetMs(): number {
    return this.offset;
  }

  /** Moves forward to `seconds`; returns false, and stays, when that lies in the past. */
  moveTo(seconds: number): boolean {
    if (seconds < this.now()) return false;
    this.offset = seconds * 1000 - (systemMillis() - (systemMillis() % 1000));
    return true;
  }
}

/** The moment of `month` (0 to 11, may overflow) in `year`, its day clamped to the month's last. Seconds. */
export function clampedMoment(year: number, month: number, day: number, secondOfDay: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, last)) / 1000 + secondOfDay;
}

/** The UTC calendar parts of a moment in seconds. */
export function calendarParts(seconds: number): { year: number; month: number; day: number; secondOfDay: number } {
  const date = new Date(seconds * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    secondOfDay: seconds - Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) / 1000,
  };
}

/** Midnight UTC of the day of a moment, both in seconds. */
export function startOfDay(seconds: number): number {
  return seconds - (seconds % 86_400);
}

/** A moment in seconds as ISO 8601 writes it: 2026-10-28T12:00:00.000Z. */
export function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** The seconds of a moment that ISO 8601 writes; null when it is none. */
export function secondsOf(iso: string): number | null {
  const millis = Date.parse(iso);
  return Number.isNaN(millis) ? null : Math.floor(millis / 1000);
}
