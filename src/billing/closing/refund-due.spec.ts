import fc from 'fast-check';
import { parseDate } from '../../platform/clock/clock.js';
import { refundDue } from './refund-due.js';

const at = (day: number) => parseDate(Date.UTC(2026, 10, 1) + day * 86_400_000);
const month = { amount: 500, from: at(0), until: at(30) };

describe('What goes back when a page closes', () => {
  it.each([
    ['before it began, all', 500, 0, [month], -1, 500],
    ['at its first instant, all', 500, 0, [month], 0, 500],
    ['half way, half', 500, 0, [month], 15, 250],
    ['a part of a cent, for the fan', 500, 0, [month], 20, 167],
    ['at its end, nothing', 500, 0, [month], 30, 0],
    ['later, nothing', 500, 0, [month], 99, 0],
    ['no more than is left', 500, 400, [month], 0, 100],
    ['nothing of what went back already', 500, 500, [month], 0, 0],
    ['of a discounted price, its part', 250, 0, [month], 15, 125],
    ['of a swap, by what was charged', 300, 0, [{ ...month, amount: -200 }, { ...month, amount: 500 }], 15, 150],
    ['of an invoice without charges, nothing', 0, 0, [], 15, 0],
    ['of a year at its half', 5000, 0, [{ amount: 5000, from: at(0), until: at(366) }], 183, 2500],
  ] as const)('%s', (_, paid, refunded, spans, day, due) => {
    expect(refundDue(paid, refunded, [...spans], at(day))).toBe(due);
  });

  const spans = fc.array(fc.record({ amount: fc.integer({ min: -100_000, max: 100_000 }), start: fc.integer({ min: -400, max: 400 }), length: fc.integer({ min: 0, max: 366 }) }), { maxLength: 6 })
    .map((list) => list.map(({ amount, start, length }) => ({ amount, from: at(start), until: at(start + length) })));
  const paid = fc.integer({ min: 0, max: 1_000_000 });

  it('is never below nothing, and never above what is left of the payment', () => {
    fc.assert(fc.property(paid, fc.nat(1_000_000), spans, fc.integer({ min: -800, max: 800 }), (sum, back, list, day) => {
      const refunded = Math.min(sum, back);
      const due = refundDue(sum, refunded, list, at(day));
      expect(Number.isInteger(due)).toBe(true);
      expect(due).toBeGreaterThanOrEqual(0);
      expect(due).toBeLessThanOrEqual(sum - refunded);
    }));
  });

  it('never grows as time goes by', () => {
    fc.assert(fc.property(paid, spans, fc.integer({ min: -800, max: 800 }), fc.nat(400), (sum, list, day, later) => {
      expect(refundDue(sum, 0, list, at(day + later))).toBeLessThanOrEqual(refundDue(sum, 0, list, at(day)));
    }));
  });

  it('is at least the fan\'s exact share', () => {
    fc.assert(fc.property(paid, fc.integer({ min: 1, max: 366 }), fc.double({ min: 0, max: 1, noNaN: true }), (sum, length, share) => {
      const end = at(length * share);
      const span = { amount: Math.max(1, sum), from: at(0), until: at(length) };
      const exact = (sum * (span.until.getTime() - end.getTime())) / (span.until.getTime() - span.from.getTime());
      expect(refundDue(sum, 0, [span], end)).toBeGreaterThanOrEqual(exact - 1e-5);
    }));
  });
});
