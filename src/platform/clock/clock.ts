import { Injectable } from '@nestjs/common';

/**
 * Two clocks. Business time decides access, grace, schedules and the dates people see; it follows the sandbox's clock
 * and equals system time in production. System time serves sessions, tokens, signatures, leases and limits.
 */
@Injectable()
export class Clock {
  private offsetMs = 0;

  /** Business time. */
  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** System time. */
  system(): Date {
    return new Date();
  }

  /** Moves business time away from system time, in milliseconds; the sandbox's clock is its only caller. */
  setOffset(ms: number): void {
    this.offsetMs = ms;
  }
}

/** A date from what arrived from outside, e.g. `2026-11-22T10:00:00Z` or milliseconds since 1970. */
export function parseDate(value: string | number): Date {
  return new Date(value);
}

/** A date from Stripe's seconds since 1970. */
export function fromUnix(seconds: number): Date {
  return new Date(seconds * 1000);
}

/** `date` moved by `ms` milliseconds. */
export function plusMs(date: Date, ms: number): Date {
  return new Date(date.getTime() + ms);
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
