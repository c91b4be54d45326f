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

function takeOff(lines: InvoiceLine[], reduction: Reduction): InvoiceLine[] {
  const bases = lines.map((line) => (isFor(reduction, line) ? Math.max(0, netOf(line)) : 0));
  const base = bases.reduce((sum, each) => sum + each, 0);
  const { percent, amount, discount } = reduction;
  const off = Math.min(base, percent === null ? (amount ?? 0) : Math.round((base * percent) / 100));
  const shares = shareOut(off, bases);
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

function isFor({ products }: Reduction, line: InvoiceLine): boolean {
  const product = line.pricing?.price_details?.product;
  return line.discountable && (products === null || (product !== undefined && products.includes(product)));
}
