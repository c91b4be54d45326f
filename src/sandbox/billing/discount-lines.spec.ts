import fc from 'fast-check';

import type { Reduction } from '../resources/discount.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import type { TaxRate } from '../resources/tax-rate.js';
import { discountLines, netOf } from './discount-lines.js';
import { shareOut } from './share-out.js';
import { taxLine } from './tax-lines.js';
import { totalsOf } from './totals.js';

const line = (amount: number, product = 'prod_a', discountable = true) =>
  ({
    amount,
    discountable,
    discount_amounts: [],
    pretax_credit_amounts: [],
    pricing: { price_details: { price: 'price_a', product }, type: 'price_details', unit_amount_decimal: null },
    taxes: [],
  }) as unknown as InvoiceLine;
const percent = (of: number, products: string[] | null = null): Reduction => ({
  discount: `di_${of}`,
  percent: of,
  amount: null,
  products,
  once: false,
});
const amount = (off: number): Reduction => ({ ...percent(0), discount: 'di_amount', percent: null, amount: off });
const rate = (percentage: number, inclusive: boolean) => ({ id: `txr_${percentage}`, percentage, inclusive }) as TaxRate;

describe('sharing out', () => {
  it('loses nothing, and gives nobody more than a unit too much', () => {
    const weights = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (whole, parts) => {
        const sum = parts.reduce((total, part) => total + part, 0);
        const shares = shareOut(whole, parts);
        expect(shares.reduce((total, share) => total + share, 0)).toBe(sum === 0 ? 0 : whole);
        for (const [index, share] of shares.entries())
          if (sum > 0) expect(Math.abs(share - (whole * parts[index]!) / sum)).toBeLessThan(1);
      }),
    );
  });
});

describe('discounts on lines', () => {
  it('are rounded once for all lines, and shared out among them', () => {
    expect(discountLines([line(333), line(333), line(333)], [percent(10)]).map(netOf)).toEqual([299, 300, 300]);
  });

  it('leave out other products, credits and what was reduced already', () => {
    const lines = [line(1000), line(1000, 'prod_b'), line(-400), line(800, 'prod_a', false)];
    expect(discountLines(lines, [percent(50, ['prod_a'])]).map(netOf)).toEqual([500, 1000, -400, 800]);
  });

  it('follow one another, each on what is left', () => {
    expect(discountLines([line(1000)], [percent(10), amount(100)]).map(netOf)).toEqual([800]);
    expect(discountLines([line(1000)], [amount(100), percent(10)]).map(netOf)).toEqual([810]);
  });

  it('never make a line negative, and add up to what the invoice says', () => {
    const reductions = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 100 }).map((of) => percent(of)), fc.integer({ min: 1, max: 5000 }).map(amount)),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3000, max: 5000 }), { maxLength: 6 }), reductions, (amounts, offs) => {
        const lines = discountLines(amounts.map((each) => line(each)), offs);
        for (const [index, each] of lines.entries()) {
          expect(netOf(each)).toBeGreaterThanOrEqual(Math.min(0, amounts[index]!));
          expect(netOf(each)).toBeLessThanOrEqual(amounts[index]!);
        }
        const totals = totalsOf(lines);
        const off = totals.total_discount_amounts!.reduce((sum, each) => sum + each.amount, 0);
        expect(totals.total).toBe(totals.subtotal - off);
        expect(totals.total).toBe(lines.map(netOf).reduce((sum, each) => sum + each, 0));
      }),
    );
  });
});

describe('taxes on lines', () => {
  it.each([
    [1000, 22, false, 220, 1220],
    [1000, 25, true, 200, 1000],
    [-1000, 22, false, -220, -1220],
    [333, 22, false, 73, 406],
  ])('%i at %i percent, inclusive %s, are %i', (cost, percentage, inclusive, tax, total) => {
    const totals = totalsOf([taxLine(line(cost), [rate(percentage, inclusive)])]);
    expect(totals.total_taxes).toMatchObject([{ amount: tax, taxable_amount: inclusive ? cost - tax : cost }]);
    expect(totals).toMatchObject({ total, total_excluding_tax: total - tax });
  });
});
