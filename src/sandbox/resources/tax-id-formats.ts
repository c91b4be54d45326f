/**
 * What follows the country's letters in a European VAT number (European Commission: VIES, "VAT identification number
 * structure"); Greece goes by EL and Northern Ireland by XI.
 */
const EU_VAT: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-W][A-I]?|\d[A-Z*+]\d{5}[A-W])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z\d+*]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^\d{9}$/,
};

/** Formats of some other types (Stripe's docs: supported tax IDs). */
const OTHERS: Record<string, RegExp> = {
  au_abn: /^\d{11}$/,
  ca_gst_hst: /^\d{9}RT\d{4}$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(MWST|TVA|IVA)$/,
  gb_vat: /^GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  jp_trn: /^T\d{13}$/,
  no_vat: /^\d{9}(MVA)?$/,
  us_ein: /^\d{2}-?\d{7}$/,
};

/** Whether it is written like one of Stripe's types: two letters of a country and the name of the number there. */
export function isKnownType(type: string): boolean {
  return /^[a-z]{2}(_[a-z]{2,6}){1,2}$/.test(type);
}

/** Whether a value is written as its type asks; of a type that is not in the tables, anything is. */
export function fits(type: string, value: string): boolean {
  if (type === 'eu_vat') return EU_VAT[value.slice(0, 2)]?.test(value.slice(2)) ?? false;
  return OTHERS[type]?.test(value) ?? true;
}

/** The country of a number, ISO 3166: the type's own, and for a European number that of its letters. */
export function countryOf(type: string, value: string): string | null {
  if (type !== 'eu_vat') return type.slice(0, 2).toUpperCase();
  const letters = value.slice(0, 2);
  return { EL: 'GR', XI: 'GB' }[letters] ?? letters;
}
