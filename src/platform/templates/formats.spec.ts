import { formatDate } from './formats.js';

const now = new Date('2027-01-01T00:30:00Z');

describe('formatDate', () => {
  it.each([
    ['2027-01-01T00:10:00Z', 'UTC', '1 January'],
    ['2026-12-31T23:50:00Z', 'UTC', '31 December 2026'],
    ['2026-12-31T23:50:00Z', 'Europe/Rome', '1 January'],
    ['2027-01-01T00:10:00Z', 'America/New_York', '31 December'],
    ['2026-01-01T04:00:00Z', 'America/New_York', '31 December 2025'],
    ['2026-12-31T18:14:59Z', 'Asia/Kathmandu', '31 December 2026'],
    ['2026-12-31T18:15:00Z', 'Asia/Kathmandu', '1 January'],
  ])('names the year of %s in %s only when it is another', (iso, zone, words) => {
    // Twice: what is remembered must be what was worked out.
    expect([1, 2].map(() => formatDate(iso, 'short', 'en', zone, now))).toEqual([words, words]);
  });

  it('keeps styles, languages and zones apart', () => {
    const iso = '2026-12-05T23:30:00Z';
    const written = [['long', 'en', 'UTC'], ['long', 'it', 'UTC'], ['month', 'en', 'UTC'], ['long', 'en', 'Asia/Tokyo']].map(([style, language, zone]) => formatDate(iso, style!, language!, zone!, now));
    expect(written).toEqual(['5 December 2026', '5 dicembre 2026', 'December 2026', '6 December 2026']);
  });
});
