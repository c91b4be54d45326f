import fc from 'fast-check';

import { afterAnchor, nextPeriodEnd, periodAround, type Interval } from './period.js';

const at = (iso: string) => Date.parse(iso) / 1000;
const monthly: Interval = { interval: 'month', interval_count: 1 };

describe('a billing period', () => {
  it.each([
    ['2026-01-31T10:00:00Z', monthly, 1, '2026-02-28T10:00:00Z'],
    ['2026-01-31T10:00:00Z', monthly, 2, '2026-03-31T10:00:00Z'],
    ['2028-01-31T10:00:00Z', monthly, 1, '2028-02-29T10:00:00Z'],
    ['2026-12-31T23:59:59Z', monthly, 2, '2027-02-28T23:59:59Z'],
    ['2026-11-30T00:00:00Z', { interval: 'month', interval_count: 3 }, 1, '2027-02-28T00:00:00Z'],
    ['2028-02-29T12:00:00Z', { interval: 'year', interval_count: 1 }, 1, '2029-02-28T12:00:00Z'],
    ['2028-02-29T12:00:00Z', { interval: 'year', interval_count: 1 }, 4, '2032-02-29T12:00:00Z'],
    ['2026-03-28T01:30:00Z', { interval: 'week', interval_count: 2 }, 1, '2026-04-11T01:30:00Z'],
    ['2026-03-28T01:30:00Z', { interval: 'day', interval_count: 1 }, 2, '2026-03-30T01:30:00Z'],
  ] as [string, Interval, number, string][])(
    'that begins %s with %j, after %i, is at %s',
    (anchor, interval, times, end) => {
      expect(afterAnchor(at(anchor), interval, times)).toBe(at(end));
    },
  );

  it('never drifts: each month ends on the anchor day or on its last', () => {
    const anchors = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(anchors, fc.integer({ min: 1, max: 60 }), (anchor, times) => {
        const end = new Date(afterAnchor(anchor, monthly, times) * 1000);
        const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
        expect(end.getUTCDate()).toBe(Math.min(new Date(anchor * 1000).getUTCDate(), last));
        expect(end.toISOString().slice(11)).toBe(new Date(anchor * 1000).toISOString().slice(11));
      }),
    );
  });

  it('lies around its moment, wherever the anchor is', () => {
    const moments = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    const intervals = fc.constantFrom<Interval>(monthly, { interval: 'year', interval_count: 1 }, { interval: 'week', interval_count: 2 });
    fc.assert(
      fc.property(moments, moments, intervals, (anchor, moment, interval) => {
        const { start, end } = periodAround(anchor, interval, moment);
        expect(start).toBeLessThanOrEqual(moment);
        expect(end).toBeGreaterThan(moment);
        if (moment >= anchor) expect(end).toBe(nextPeriodEnd(anchor, interval, moment));
      }),
    );
  });

  it('follows the one before it without a gap', () => {
    let end = at('2026-01-31T10:00:00Z');
    const ends = Array.from({ length: 4 }, () => (end = nextPeriodEnd(at('2026-01-31T10:00:00Z'), monthly, end)));
    expect(ends.map((each) => new Date(each * 1000).toISOString().slice(0, 10))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
  });
});
