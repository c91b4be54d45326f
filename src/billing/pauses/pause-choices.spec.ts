import fc from 'fast-check';
import { DAY } from '../../platform/clock/clock.js';
import { chargeOf } from './charge-days.js';
import { chargeAfterPause, MONTHS } from './pause-choices.js';

const at = (day: string) => new Date(`${day}T22:15:00Z`);

describe('a pause', () => {
  it.each([
    ['2026-12-26', '2026-11-26', 1, '2027-01-26'], ['2026-02-28', '2026-01-31', 1, '2026-03-31'], ['2028-01-31', '2027-12-31', 1, '2028-02-29'],
    ['2028-01-31', '2027-12-31', 2, '2028-03-31'], ['2026-03-28', '2026-02-28', 1, '2026-04-28'], ['2026-12-31', '2026-10-31', 2, '2027-02-28'],
  ] as const)('of what is paid until %s, anchored on %s, for %d: is charged again on %s', (until, anchor, months, charge) => {
    expect(chargeAfterPause(at(until), at(anchor), months)).toEqual(at(charge));
  });

  it('leaves out as many charges as were asked for, and never touches what is paid for', () => {
    fc.assert(fc.property(fc.date({ min: at('2020-01-01'), max: at('2030-01-01'), noInvalidDate: true }), fc.nat(60), fc.constantFrom(...MONTHS), (anchor, times, months) => {
      const paidUntil = chargeOf(anchor, 'month', times);
      const charge = chargeAfterPause(paidUntil, anchor, months);
      return charge.getTime() === chargeOf(anchor, 'month', times + months).getTime() && charge.getTime() - paidUntil.getTime() >= months * 28 * DAY;
    }));
  });
});
