import type { InvoiceLine } from '../resources/invoice-line.js';
import type { Objects } from '../store/wire.js';

type Invoice = Objects['invoice'];
type Totals = Pick<
  Invoice,
  | 'subtotal'
  | 'subtotal_excluding_tax'
  | 'total'
  | 'total_discount_amounts'
  | 'total_excluding_tax'
  | 'total_pretax_credit_amounts'
  | 'total_taxes'
>;
type Tax = NonNullable<InvoiceLine['taxes']>[number];

/** What an invoice with these lines comes to, in minor units: lines less discounts plus exclusive taxes. */
export function totalsOf(lines: InvoiceLine[]): Totals {
  const subtotal = sum(lines.map((line) => line.amount));
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const inclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'inclusive').map((tax) => tax.amount));
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive').map((tax) => tax.amount));
  const discounts = discountsOf(lines);
  const net = subtotal - sum(discounts.map(({ amount }) => amount));
  return {
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total: net + exclusive,
    total_discount_amounts: discounts,
    total_excluding_tax: net - inclusive,
    total_pretax_credit_amounts: discounts.map((each) => ({ ...each, type: 'discount' as const })),
    total_taxes: taxesOf(taxes),
  };
}

function discountsOf(lines: InvoiceLine[]): { amount: number; discount: string }[] {
  const byDiscount = new Map<string, number>();
  for (const { amount, discount } of lines.flatMap((line) => line.discount_amounts ?? []))
    byDiscount.set(String(discount), (byDiscount.get(String(discount)) ?? 0) + amount);
  return [...byDiscount].map(([discount, amount]) => ({ amount, discount }));
}

function taxesOf(taxes: Tax[]): Tax[] {
  const byRate = new Map<string, Tax>();
  for (const tax of taxes) {
    const rate = tax.tax_rate_details!.tax_rate;
    const { amount = 0, taxable_amount: base = 0 } = byRate.get(rate) ?? {};
    byRate.set(rate, { ...tax, amount: amount + tax.amount, taxable_amount: (base ?? 0) + (tax.taxable_amount ?? 0) });
  }
  return [...byRate.values()];
}

function sum(amounts: number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
