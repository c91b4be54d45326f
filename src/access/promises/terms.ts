import { DAY, plusMs } from '../../platform/clock/clock.js';
import { instantsAt, wallTimeOf } from '../../platform/clock/zones.js';

/** How often a promise is owed. */
export const EVERY = ['once', 'month', 'year'] as const;
export type Every = (typeof EVERY)[number];

/** Days after joining by which something promised once is due. */
const ONCE_WITHIN = 30;

export interface Term {
  /** What is owed for: `once`, a month `2026-11`, a year `2026`. */
  key: string;
  /** Who joins the tier from here on is owed it in the next term; null for what is owed once. */
  endsAt: Date | null;
}

/** The term that runs at an instant, by the page's own calendar. */
export function termAt(every: Every, now: Date, zone: string): Term {
  if (every === 'once') return { key: 'once', endsAt: null };
  const { day } = wallTimeOf(now, zone);
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const next = every === 'year' ? `${year + 1}-01-01` : month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  const [endsAt] = instantsAt({ day: next, time: '00:00' }, zone);
  return { key: every === 'year' ? day.slice(0, 4) : day.slice(0, 7), endsAt: endsAt ?? null };
}

/** By when somebody who has held the tier since then is owed it. */
export function dueAt(term: Term, heldSince: Date): Date {
  return term.endsAt ?? plusMs(heldSince, ONCE_WITHIN * DAY);
}
