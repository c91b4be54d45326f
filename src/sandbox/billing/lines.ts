import { StripeError, invalid } from '../api/stripe-error.js';
import type { Customer } from '../resources/customer.js';
import { invoiceLine, type InvoiceLine } from '../resources/invoice-line.js';
import type { Price } from '../resources/price.js';
import type { SubscriptionItem } from '../resources/subscription-item.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';

/** One line for each item, for the item's current period; free of charge while a trial runs. */
export function linesOf(work: Work, { id, items, status }: Subscription): Promise<InvoiceLine[]> {
  return linesFor(work, id, items.data, status === 'trialing');
}

/** One line for each of these items of a subscription. */
export async function linesFor(
  work: Work,
  subscription: string,
  items: SubscriptionItem[],
  trial: boolean,
): Promise<InvoiceLine[]> {
  const lines = [];
  for (const item of items) {
    const name = await nameOf(work, item.price);
    lines.push(
      invoiceLine({
        price: item.price,
        name,
        quantity: item.quantity ?? 1,
        amount: trial ? 0 : amountOf(item.price, item.quantity ?? 1),
        description: trial ? `Trial period for ${name}` : undefined,
        period: { start: item.current_period_start, end: item.current_period_end },
        subscription,
        item: item.id,
      }),
    );
  }
  return lines;
}

/** What `quantity` of a price costs, in minor units. */
export function amountOf(price: Price, quantity: number): number {
  return Math.round(Number(price.unit_amount_decimal) * quantity);
}

/** The name of the product behind a price. */
export async function nameOf(work: Work, price: Price): Promise<string> {
  return (await work.find('product', String(price.product)))?.name ?? String(price.product);
}

/** @throws {StripeError} 400: Stripe bills one customer in one currency */
export function checkCurrency(customer: Customer, currency: string): void {
  if (!customer.currency || customer.currency === currency) return;
  const message = `You cannot combine currencies on a single customer: this one is billed in ${customer.currency}.`;
  throw new StripeError(message, {});
}

/** @throws {StripeError} 400 for a price that is charged once */
export function checkRecurring(price: Price, at: string): Price {
  if (price.recurring) return price;
  throw invalid('This price is charged once; a recurring one is needed here.', at);
}
