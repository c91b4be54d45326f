import { wayOf } from './way.js';

describe('the way of a change', () => {
  it.each([
    ['a dearer tier', [500, 'month'], [1100, 'month'], 'now'],
    ['a cheaper tier', [1100, 'month'], [500, 'month'], 'later'],
    ['another tier of the same price', [500, 'month'], [500, 'month'], 'now'],
    ['months to years', [500, 'month'], [5000, 'year'], 'now'],
    ['months to a cheaper year', [1100, 'month'], [5000, 'year'], 'now'],
    ['years to months', [5000, 'year'], [500, 'month'], 'later'],
    ['years to dearer months', [5000, 'year'], [1100, 'month'], 'later'],
    ['a dearer year', [5000, 'year'], [11_000, 'year'], 'now'],
    ['a cheaper year', [11_000, 'year'], [5000, 'year'], 'later'],
  ] as const)('%s', (_, [amount, period], [toAmount, toPeriod], way) => {
    expect(wayOf({ amount, period }, { amount: toAmount, period: toPeriod })).toBe(way);
  });
});
