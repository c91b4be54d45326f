import { dueAt, termAt } from './terms.js';

describe('the term a promise is owed for', () => {
  it.each([
    ['month', '2026-11-24T10:00:00Z', 'Europe/Rome', '2026-11', '2026-11-30T23:00:00.000Z'],
    ['month', '2026-12-31T23:30:00Z', 'Europe/Rome', '2027-01', '2027-01-31T23:00:00.000Z'],
    ['month', '2026-12-31T23:30:00Z', 'Europe/London', '2026-12', '2027-01-01T00:00:00.000Z'],
    ['year', '2026-02-01T00:00:00Z', 'Asia/Ho_Chi_Minh', '2026', '2026-12-31T17:00:00.000Z'],
    ['month', '2026-03-10T00:00:00Z', 'America/New_York', '2026-03', '2026-04-01T04:00:00.000Z'],
  ] as const)('%s at %s in %s is %s', (every, now, zone, key, endsAt) => {
    const term = termAt(every, new Date(now), zone);
    expect([term.key, term.endsAt?.toISOString()]).toEqual([key, endsAt]);
    expect(dueAt(term, new Date(now))).toEqual(term.endsAt);
  });

  it('is one for what is promised once, due a month after joining', () => {
    const term = termAt('once', new Date('2026-11-24T10:00:00Z'), 'UTC');
    expect(term).toEqual({ key: 'once', endsAt: null });
    expect(dueAt(term, new Date('2026-11-01T00:00:00Z')).toISOString()).toBe('2026-12-01T00:00:00.000Z');
  });
});
