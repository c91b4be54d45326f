import fc from 'fast-check';
import { DAY } from '../../platform/clock/clock.js';
import { firstRenewal } from './first-renewal.js';

const at = (iso: string) => new Date(`${iso}T10:00:00Z`);

describe('the first renewal from a day on', () => {
  it.each([
    ['the next one, if it is late enough', '2026-12-10', '2026-11-10', 'month', '2026-12-10', '2026-12-10'],
    ['the one after', '2026-12-10', '2026-11-10', 'month', '2026-12-11', '2027-01-10'],
    ['a 31st in a short month', '2027-01-31', '2026-12-31', 'month', '2027-02-02', '2027-02-28'],
    ['a 31st after a short month', '2027-02-28', '2026-12-31', 'month', '2027-03-02', '2027-03-31'],
    ['a leap day in another year', '2028-02-29', '2024-02-29', 'year', '2028-03-01', '2029-02-28'],
    ['a leap day four years on', '2025-02-28', '2024-02-29', 'year', '2027-03-01', '2028-02-29'],
    ['a year', '2027-03-05', '2026-03-05', 'year', '2026-12-01', '2027-03-05'],
  ])('%s', (_, end, started, period, notBefore, expected) => {
    expect(firstRenewal(at(end), at(started), period, at(notBefore))).toEqual(at(expected));
  });

  it('is never before that day, and no more than one period after it', () => {
    const day = fc.date({ min: at('2024-01-01'), max: at('2034-01-01'), noInvalidDate: true });
    fc.assert(fc.property(day, fc.constantFrom('month', 'year'), fc.integer({ min: 0, max: 900 }), (end, period, days) => {
      const notBefore = new Date(end.getTime() + days * DAY);
      const renewal = firstRenewal(end, end, period, notBefore);
      expect(renewal.getTime()).toBeGreaterThanOrEqual(notBefore.getTime());
      expect(renewal.getTime() - notBefore.getTime()).toBeLessThan((period === 'year' ? 367 : 32) * DAY);
    }));
  });
});
