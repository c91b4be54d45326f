import fc from 'fast-check';
import { chargeOf } from '../../src/billing/pauses/charge-days.js';
import { afterAnchor } from '../../src/sandbox/billing/period.js';

describe('The days on which we say that money is asked for', () => {
  it('are those on which the sandbox asks, from any anchor, leap days and ends of months among them', () => {
    const anchors = fc.oneof(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2032-12-31'), noInvalidDate: true }).map((date) => Math.floor(date.getTime() / 1000)),
      fc.constantFrom('2024-02-29', '2028-02-29', '2026-01-31', '2027-12-31', '2026-03-29', '2026-10-25').map((day) => Date.parse(`${day}T01:30:00Z`) / 1000),
    );
    fc.assert(fc.property(anchors, fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const), fc.integer({ min: 0, max: 60 }), (anchor, interval, times) =>
      chargeOf(new Date(anchor * 1000), interval, times).getTime() / 1000 === afterAnchor(anchor, { interval, interval_count: 1 }, times)), { numRuns: 2000 });
  });
});
