import { minorDigits } from '../platform/index.js';

/**
 * Currencies a tier may be sold in, with the least a card can be charged, in minor units (Stripe: minimum charge amounts;
 * where it names none, about half a dollar).
 */
export const CURRENCIES: Record<string, number> = {
  EUR: 50, GBP: 30, USD: 50, CHF: 50, AUD: 50, BHD: 200, BRL: 50, CAD: 50, CZK: 1500, DKK: 250, HKD: 400, HUF: 17_500, INR: 50, JPY: 50, KRW: 700, KWD: 200,
  MXN: 1000, NOK: 300, NZD: 50, PLN: 200, RON: 200, SEK: 300, SGD: 50, THB: 1000, TND: 1600, VND: 15_000,
};

/** How often a price is charged. */
export const PERIODS = ['month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** What a price is asked to become, in minor units. */
export interface WantedPrice {
  amount: number;
  currency: string;
  period: Period;
}

/** Whether a wanted price would take the place of one on sale at another amount. */
export function takesPlace(onSale: WantedPrice[], wanted: WantedPrice): boolean {
  return onSale.some((price) => price.currency === wanted.currency && price.period === wanted.period && price.amount !== wanted.amount);
}

/** No single charge above this many times the minimum: a slip of the finger is likelier than a thousand-fold price. */
const MOST_TIMES_LEAST = 200_000;
/** Stripe takes amounts of eight digits at most. */
const MOST = 99_999_999;

/**
 * Reads a price as a person writes it.
 * @param text major units, `5`, `5.50` or `5,50`
 * @returns minor units, or null when it is not an amount in this currency between its bounds. Of three decimals the last
 *   must be 0, as Stripe asks (docs: three-decimal currencies)
 */
export function readAmount(text: string, currency: string): number | null {
  const [amount, least] = [readSum(text, currency), CURRENCIES[currency]];
  return amount !== null && least !== undefined && amount >= least && amount <= Math.min(least * MOST_TIMES_LEAST, MOST) ? amount : null;
}

/** A sum of money as a person writes it, without a price's bounds. @returns minor units, or null as `readAmount` */
export function readSum(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '', part = ''] = match;
  if (part.length > digits) return null;
  const amount = Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || 0);
  return digits === 3 && amount % 10 !== 0 ? null : amount;
}

/** An amount as `readAmount` reads it: major units with as many digits as the currency has. */
export function writeAmount(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}
