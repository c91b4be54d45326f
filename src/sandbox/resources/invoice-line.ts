import { formatMoney } from '../money.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Price } from './price.js';

export type InvoiceLine = Objects['invoice']['lines']['data'][number];

interface Entry {
  price: Price;
  /** The product's name. */
  name: string;
  quantity: number;
  amount: number;
  period: { start: number; end: number };
  subscription: string;
  item: string;
  /** Instead of the one made of the price. */
  description?: string;
}

/** One line of a subscription's invoice, as it travels; the invoice's id is filled in when it is drawn up. */
export function invoiceLine(entry: Entry): InvoiceLine {
  const { price, quantity, amount } = entry;
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description: entry.description ?? describe(entry),
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: '',
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: entry.subscription,
        subscription_item: entry.item,
      },
      type: 'subscription_item_details',
    },
    period: entry.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product as string },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription: entry.subscription,
    subtotal: amount,
    taxes: [],
  };
}

function describe({ price, name, quantity }: Entry): string {
  const money = formatMoney(price.unit_amount ?? 0, price.currency, 'en');
  const { interval = 'month', interval_count: count = 1 } = price.recurring ?? {};
  return `${quantity} × ${name} (at ${money} / ${count === 1 ? interval : `every ${count} ${interval}s`})`;
}
