import type { Language } from '../checkout/words.js';

/** A moment in seconds as people write its day: 5 December 2026. */
export function formatDay(seconds: number, language: Language): string {
  const locale = language === 'it' ? 'it' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(seconds * 1000);
}
