import type { Audience, Ladder } from './audience.js';
import { gate } from './gate.js';

/** So many things with one audience, e.g. posts. */
export interface Kept {
  audience: Audience;
  count: number;
}

/** So many people who hold just these tiers. */
export interface Holders {
  tierIds: string[];
  people: number;
}

export interface Shift {
  /** Who it happens to, by the tiers they hold. */
  tierIds: string[];
  people: number;
  gains: number;
  loses: number;
}

/**
 * What another order of tiers changes for those who hold them: the same gate, asked under both orders. Pure.
 * @returns only those for whom something changes
 */
export function orderChange(before: Ladder, after: Ladder, holders: Holders[], kept: Kept[], now: Date): Shift[] {
  return holders.map(({ tierIds, people }) => {
    const viewer = { accountId: 'somebody', staff: false, follows: true, since: now, grants: tierIds.map((tierId) => ({ tierId, from: now, until: null })) };
    const opened = kept.map(({ audience, count }) => {
      const [was, is] = [before, after].map((ladder) => gate(audience, ladder, viewer, now).open);
      return { gains: !was && is ? count : 0, loses: was && !is ? count : 0 };
    });
    return { tierIds, people, gains: sum(opened.map((one) => one.gains)), loses: sum(opened.map((one) => one.loses)) };
  }).filter((shift) => shift.gains > 0 || shift.loses > 0);
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
