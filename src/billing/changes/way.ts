import type { Period } from '../../tiers/index.js';

/** What somebody pays, or would. */
export interface Terms {
  /** Minor units of one currency. */
  amount: number;
  period: string;
}

/** `now`: charged and open at once; `later`: when what is paid for has run out. */
export type Way = 'now' | 'later';

/**
 * When a change takes hold. To a longer period at once and to a shorter one at the end, whatever the price, since what was
 * paid for is never cut short; within one period whatever costs less waits, and the rest is at once.
 */
export function wayOf(from: Terms, to: Terms & { period: Period }): Way {
  if (from.period !== to.period) return to.period === 'year' ? 'now' : 'later';
  return to.amount < from.amount ? 'later' : 'now';
}
