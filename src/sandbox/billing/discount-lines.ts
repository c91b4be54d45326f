import type { Reduction } from '../resources/discount.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import { shareOut } from './share-out.js';

/**
 * Takes discounts off the lines they are for, one after the other, each from what the ones before it left. A discount
 * is reckoned once for all its lines and then shared out among them, so that it is rounded only once.
 */
export function discountLines(lines: InvoiceLine[], reductions: Reduction[]): InvoiceLine[] {
  return reductions.reduce(takeOff, lines);
}

/** What a line costs after its discounts, before tax, in minor units. */
export function netOf(line: InvoiceLine): number {
  return line.amount - (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
}

/** What a discount takes off of each of these amounts, in minor units. */
export function sharesOf({ percent, amount }: Reduction, bases: number[]): number[] {
  const base = bases.reduce((sum, each) => sum + each, 0);
  return shareOut(Math.min(base, percent === null ? (amount ?? 0) : Math.round((base * percent) / 100)), bases);
}

/** Whether a discount is for this product. */
export function isForProduct({ products }: Reduction, product: string | undefined): boolean {
  return products === null || (product !== undefined && products.includes(product));
}

function takeOff(lines: InvoiceLine[], reduction: Reduction): InvoiceLine[] {
  const bases = lines.map((line) => (isFor(reduction, line) ? Math.max(0, netOf(line)) : 0));
  const { discount } = reduction;
  const shares = sharesOf(reduction, bases);
  return lines.map((line, index) => {
    if (bases[index] === 0) return line;
    const share = shares[index]!;
    return {
      ...line,
      discount_amounts: [...(line.discount_amounts ?? []), { amount: share, discount }],
      pretax_credit_amounts: [...(line.pretax_credit_amounts ?? []), { amount: share, discount, type: 'discount' }],
    };
  });
}

function isFor(reduction: Reduction, line: InvoiceLine): boolean {
  return line.discountable && isForProduct(reduction, line.pricing?.price_details?.product);
}
