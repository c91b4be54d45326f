import fc from 'fast-check';
import { DAY } from '../../platform/clock/clock.js';
import { withdrawableUntil } from './withdrawable-until.js';

describe('withdrawableUntil', () => {
  it.each([
    ['from a Monday to the end of the Monday two weeks on', '2026-11-02T10:00:00Z', 'Europe/Rome', '2026-11-16T23:00:00.000Z'],
    ['to the end of the Monday where it would end on a Saturday', '2026-10-31T10:00:00Z', 'UTC', '2026-11-17T00:00:00.000Z'],
    ['to the end of the Monday where it would end on a Sunday', '2026-11-01T10:00:00Z', 'UTC', '2026-11-17T00:00:00.000Z'],
    ['by the day where the fan is', '2026-11-02T23:30:00Z', 'Europe/Rome', '2026-11-17T23:00:00.000Z'],
    ['over a change of clocks', '2026-10-20T10:00:00Z', 'Europe/Rome', '2026-11-03T23:00:00.000Z'],
    ['over the end of a year', '2026-12-29T10:00:00Z', 'UTC', '2027-01-13T00:00:00.000Z'],
    ['from the leap day', '2028-02-29T10:00:00Z', 'UTC', '2028-03-15T00:00:00.000Z'],
  ])('%s', (_, from, zone, until) => expect(withdrawableUntil(new Date(from), zone).toISOString()).toBe(until));

  it('is never less than fourteen days and never more than seventeen', () => {
    const zones = fc.constantFrom('Europe/Rome', 'America/Santiago', 'Pacific/Kiritimati', 'Asia/Beirut', 'UTC', 'Pacific/Apia');
    fc.assert(fc.property(fc.date({ min: new Date('2015-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }), zones, (from, zone) => {
      const days = (withdrawableUntil(from, zone).getTime() - from.getTime()) / DAY;
      expect(days).toBeGreaterThan(13.9);
      expect(days).toBeLessThan(17.1);
    }));
  });
});
