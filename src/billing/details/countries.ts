import { isISO31661Alpha2 } from 'class-validator';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Every country of ISO 3166, by its two letters. */
export const COUNTRIES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter((code) => isISO31661Alpha2(code));

/** All countries by name, as a language sorts them. */
export function countriesIn(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const { compare } = new Intl.Collator(language);
  return COUNTRIES.map((code) => ({ code, name: names.of(code)! })).sort((a, b) => compare(a.name, b.name));
}
