import fc from 'fast-check';
import { afterSkipped, daysLater, instantsAt, isDay, wallTimeOf } from './zones.js';

const at = (day: string, time: string, zone: string) => instantsAt({ day, time }, zone).map((instant) => instant.toISOString());

describe('instantsAt', () => {
  it.each([
    ['2026-12-05', '09:00', 'Europe/Rome', ['2026-12-05T08:00:00.000Z']],
    ['2026-07-05', '09:00', 'Europe/Rome', ['2026-07-05T07:00:00.000Z']],
    ['2026-03-29', '02:30', 'Europe/Rome', []],
    ['2026-03-29', '03:00', 'Europe/Rome', ['2026-03-29T01:00:00.000Z']],
    ['2026-10-25', '02:30', 'Europe/Rome', ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']],
    ['2026-03-08', '02:15', 'America/New_York', []],
    ['2026-11-01', '01:15', 'America/New_York', ['2026-11-01T05:15:00.000Z', '2026-11-01T06:15:00.000Z']],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', ['2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z']],
    ['2026-10-04', '02:10', 'Australia/Lord_Howe', []],
    ['2011-12-30', '12:00', 'Pacific/Apia', []],
    ['2026-12-05', '09:00', 'Asia/Kathmandu', ['2026-12-05T03:15:00.000Z']],
    ['2026-02-30', '09:00', 'UTC', []],
    ['2026-12-05', '09:00', 'UTC', ['2026-12-05T09:00:00.000Z']],
  ])('%s %s in %s', (day, time, zone, instants) => expect(at(day, time, zone)).toEqual(instants));

  const zones = fc.constantFrom('Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'America/St_Johns', 'Africa/Casablanca', 'UTC');
  const instants = fc.date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2040-01-01T00:00:00Z'), noInvalidDate: true }).map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000));
  it('finds every instant again by what its clock shows', () => {
    fc.assert(fc.property(instants, zones, (instant, zone) => at(wallTimeOf(instant, zone).day, wallTimeOf(instant, zone).time, zone).includes(instant.toISOString())));
  });

  it('stays at the same time of day, days later', () => {
    fc.assert(fc.property(instants, zones, fc.nat(400), (instant, zone, days) => {
      const later = daysLater(instant, days, zone);
      const gone = instantsAt({ ...wallTimeOf(later, zone), time: wallTimeOf(instant, zone).time }, zone).length === 0;
      return gone || wallTimeOf(later, zone).time === wallTimeOf(instant, zone).time;
    }));
  });
});

it('says where the clock stands when an hour was skipped', () => {
  expect(afterSkipped({ day: '2026-03-29', time: '02:30' }, 'Europe/Rome').toISOString()).toBe('2026-03-29T01:30:00.000Z');
});

it.each([['2026-02-28', true], ['2026-02-29', false], ['2028-02-29', true], ['2026-13-01', false], ['26-01-01', false], ['', false]])('knows whether %s is a day', (day, is) => expect(isDay(day)).toBe(is));
