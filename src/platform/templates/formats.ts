import { Memo } from '../memo.js';

/** An amount in the currency's minor unit, e.g. 500 EUR is five euros, 500 JPY is five hundred yen. */
export interface Money {
  amount: number;
  currency: string;
}

const dates = new Map<string, Intl.DateTimeFormat>();
const moneys = new Map<string, Intl.NumberFormat>();
const written = new Memo<string>(5000);
const years = new Memo<string>(5000);

const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
};

/** British order of day and month in English: this is a magazine, and it reads the same everywhere. */
const LOCALES: Record<string, string> = { en: 'en-GB', it: 'it-IT' };

/**
 * A date in words.
 * @param iso an instant, ISO 8601
 * @param style `long` 5 December 2026, `short` 5 December (with the year when it is not `now`'s), `month`, `time`
 * @param zone IANA time zone of the reader
 */
export function formatDate(iso: string, style: string, language: string, zone: string, now: Date): string {
  const chosen = style === 'short' && yearOf(iso, zone) !== yearOf(now.toISOString(), zone) ? 'long' : style;
  return written.get(`${language} ${chosen} ${zone} ${iso}`, () => cached(dates, `${language} ${chosen} ${zone}`, () =>
    new Intl.DateTimeFormat(LOCALES[language] ?? language, { ...STYLES[chosen], timeZone: zone })).format(new Date(iso)));
}

/** Minor units of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Money as the reader writes it: £5, 5 €, ¥500; cents only when there are any. */
export function formatMoney({ amount, currency }: Money, language: string): string {
  const digits = minorDigits(currency);
  const whole = amount % 10 ** digits === 0;
  return cached(moneys, `${language} ${currency} ${whole}`, () => new Intl.NumberFormat(LOCALES[language] ?? language, {
    style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: whole ? 0 : digits, maximumFractionDigits: digits,
  })).format(amount / 10 ** digits);
}

/** No zone's year turns within a minute, so the minute is enough to know it by. */
function yearOf(iso: string, zone: string): string {
  return years.get(`${zone} ${iso.slice(0, 16)}`, () => cached(dates, `year ${zone}`, () => new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone })).format(new Date(iso)));
}

function cached<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (!value) map.set(key, value = make());
  return value;
}
