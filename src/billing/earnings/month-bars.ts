import type { Sums } from './earnings.query.js';

/** One month's bar: from the ground up what is left, what is tax, what Stripe kept and what went back. Heights are of `HEIGHT`. */
export interface Bar {
  month: string;
  x: number;
  parts: { kind: 'net' | 'tax' | 'fees' | 'back'; y: number; height: number }[];
}

export const HEIGHT = 120;
const STEP = 30;
const MONTHS = 12;
const PARTS = ['net', 'tax', 'fees', 'back'] as const;

/**
 * The last twelve months as bars, a month without money as an empty place; pure.
 * @param months sums by month, `2026-11`
 * @param now the month at hand
 */
export function monthBars(months: ReadonlyMap<string, Sums>, now: string): { bars: Bar[]; most: number } {
  const names = Array.from({ length: MONTHS }, (_, n) => monthBefore(now, MONTHS - 1 - n));
  const most = Math.max(0, ...names.map((month) => heightOf(months.get(month))));
  const scale = most > 0 ? HEIGHT / most : 0;
  return {
    most,
    bars: names.map((month, n) => {
      const sums = months.get(month);
      let y = HEIGHT;
      const parts = PARTS.map((kind) => {
        const height = round(Math.max(0, sums?.[kind] ?? 0) * scale);
        y = round(y - height);
        return { kind, y, height };
      });
      return { month, x: n * STEP, parts };
    }),
  };
}

function heightOf(sums: Sums | undefined): number {
  return sums ? PARTS.reduce((total, kind) => total + Math.max(0, sums[kind]), 0) : 0;
}

function monthBefore(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
