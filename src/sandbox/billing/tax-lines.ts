import type { InvoiceLine } from '../resources/invoice-line.js';
import type { TaxRate } from '../resources/tax-rate.js';
import { netOf } from './discount-lines.js';

/** Why a line is taxed as it is; of rates put on by hand Stripe does not say. */
type Reason = 'not_available' | 'reverse_charge' | 'standard_rated';

/**
 * Adds taxes to a line, reckoned on what it costs after discounts. Simplified from Stripe's docs: rates are not
 * compounded, every line is rounded by itself, and inclusive rates are taken out of the price one by one.
 */
export function taxLine(line: InvoiceLine, rates: TaxRate[], reason: Reason = 'not_available'): InvoiceLine {
  const net = netOf(line);
  const taxes = rates.map((rate) => {
    const amount = rate.inclusive
      ? net - rounded(net / (1 + rate.percentage / 100))
      : rounded((net * rate.percentage) / 100);
    return {
      amount,
      tax_behavior: rate.inclusive ? ('inclusive' as const) : ('exclusive' as const),
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: reason,
      taxable_amount: rate.inclusive ? net - amount : net,
      type: 'tax_rate_details' as const,
    };
  });
  return { ...line, taxes };
}

/** Half a unit away from zero, so that a credit is rounded as its charge was. */
function rounded(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount));
}
