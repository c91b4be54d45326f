import { minorDigits } from '../platform/index.js';

/** Currencies a tier may be sold in, with the least a card can be charged (Stripe: minimum charge amounts), in minor units. */
export const CURRENCIES: Record<string, number> = { EUR: 50, GBP: 30, USD: 50, CHF: 50, JPY: 50, VND: 15_000 };

/** No single charge above this many times the minimum: a slip of the finger is likelier than a thousand-fold price. */
const MOST_TIMES_LEAST = 200_000;

/**
 * Reads a price as a person writes it.
 * @param text major units, `5`, `5.50` or `5,50`
 * @returns minor units, or null when it is not an amount in this currency between its bounds
 */
export function readAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  const least = CURRENCIES[currency];
  if (!match || least === undefined) return null;
  const [, whole = '', part = ''] = match;
  if (part.length > digits) return null;
  const amount = Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || 0);
  return amount >= least && amount <= least * MOST_TIMES_LEAST ? amount : null;
}

/** An amount as `readAmount` reads it: major units with as many digits as the currency has. */
export function writeAmount(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}
