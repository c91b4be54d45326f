import fc from 'fast-check';
import { DAY, HOUR, plusMs } from '../../platform/clock/clock.js';
import { chargeOf, firstChargeFrom } from './charge-days.js';

const at = (day: string) => new Date(`${day}T09:30:00Z`);

describe('the days on which money is asked for', () => {
  it.each([
    ['2026-01-31', 'month', 1, '2026-02-28'], ['2026-01-31', 'month', 2, '2026-03-31'], ['2026-01-31', 'month', 3, '2026-04-30'],
    ['2027-12-31', 'month', 2, '2028-02-29'], ['2028-02-29', 'year', 1, '2029-02-28'], ['2028-02-29', 'year', 4, '2032-02-29'],
    ['2026-12-15', 'month', 1, '2027-01-15'], ['2026-03-28', 'month', 1, '2026-04-28'], ['2026-10-24', 'week', 1, '2026-10-31'],
    ['2026-01-31', 'month', -1, '2025-12-31'], ['2026-03-31', 'month', -1, '2026-02-28'],
  ] as const)('%s, by the %s, %d later: %s', (anchor, period, times, day) => expect(chargeOf(at(anchor), period, times)).toEqual(at(day)));

  it('are found a decade before the anchor, too', () => {
    expect(firstChargeFrom(at('2029-09-01'), 'month', at('2020-01-01'))).toEqual(at('2020-01-01'));
  });

  const anchors = fc.date({ min: at('2020-01-01'), max: at('2030-12-31'), noInvalidDate: true });
  const periods = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const);

  it('are the first from any instant on, and there is none between', () => {
    fc.assert(fc.property(anchors, periods, anchors, (anchor, period, from) => {
      const charge = firstChargeFrom(anchor, period, from);
      const longest = { day: 1, week: 7, month: 31, year: 366 }[period] * DAY;
      return charge >= from && charge.getTime() - from.getTime() < longest + 1
        && (charge.getTime() - anchor.getTime() === 0 || charge.getTime() % DAY === anchor.getTime() % DAY);
    }));
  });

  it('come in their order, each once', () => {
    fc.assert(fc.property(anchors, periods, fc.integer({ min: -40, max: 40 }), (anchor, period, times) => {
      const [one, next] = [chargeOf(anchor, period, times), chargeOf(anchor, period, times + 1)];
      return next > one && firstChargeFrom(anchor, period, one) <= one && firstChargeFrom(anchor, period, plusMs(one, HOUR)) >= next;
    }));
  });
});
