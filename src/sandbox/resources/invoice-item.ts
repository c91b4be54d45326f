import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { InvoiceLine } from './invoice-line.js';
import type { Price } from './price.js';
import type { TaxRate } from './tax-rate.js';

export type InvoiceItem = Objects['invoiceitem'];
type Credited = NonNullable<InvoiceItem['proration_details']>['credited_items'];

interface Entry {
  customer: string;
  currency: string;
  amount: number;
  description: string | null;
  period: { start: number; end: number };
  price: Price | null;
  quantity: number;
  /** The subscription it is billed with; without one, the customer's next invoice takes it. */
  subscription?: string | null;
  subscriptionItem?: string;
  /** Set for one of the entries of a change in mid-period: what it gives back, if anything. */
  proration?: { credited: Credited };
  discountable?: boolean;
  discounts?: string[];
  metadata?: Record<string, string>;
  taxRates?: TaxRate[];
}

/** Something to be billed on the next invoice, as it travels. */
export function invoiceItem(now: number, entry: Entry): InvoiceItem {
  const { price, proration, subscription = null, subscriptionItem: item } = entry;
  return {
    id: newId('ii'),
    object: 'invoiceitem',
    amount: entry.amount,
    currency: entry.currency,
    customer: entry.customer,
    customer_account: null,
    date: now,
    description: entry.description,
    discountable: entry.discountable ?? !proration,
    discounts: entry.discounts ?? [],
    invoice: null,
    livemode: false,
    metadata: entry.metadata ?? {},
    parent: subscription
      ? {
          subscription_details: { subscription, ...(item && { subscription_item: item }) },
          type: 'subscription_details',
        }
      : null,
    period: entry.period,
    pricing: price && {
      price_details: { price: price.id, product: price.product as string },
      type: 'price_details',
      unit_amount_decimal: proration ? null : price.unit_amount_decimal,
    },
    proration: proration !== undefined,
    ...(proration && { proration_details: { credited_items: proration.credited, discount_amounts: [] } }),
    quantity: entry.quantity,
    quantity_decimal: String(entry.quantity),
    tax_rates: entry.taxRates ?? [],
    test_clock: null,
  };
}

/** The line that an invoice item becomes. */
export function lineOfItem(item: InvoiceItem): InvoiceLine {
  return {
    id: newId('il'),
    object: 'line_item',
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discount_amounts: [],
    discountable: item.discountable,
    discounts: [],
    invoice: '',
    livemode: false,
    metadata: item.metadata ?? {},
    parent: parentOf(item),
    period: item.period,
    pretax_credit_amounts: [],
    pricing: item.pricing && {
      ...item.pricing,
      price_details: item.pricing.price_details as { price: string; product: string },
    },
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subscription: item.parent?.subscription_details?.subscription ?? null,
    subtotal: item.amount,
    taxes: [],
  };
}

function parentOf(item: InvoiceItem): InvoiceLine['parent'] {
  const { subscription = null, subscription_item: of } = item.parent?.subscription_details ?? {};
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
  const shared = { invoice_item: item.id, proration: item.proration, subscription };
  const details = { ...shared, proration_details: { credited_items: credited } };
  return of
    ? {
        invoice_item_details: null,
        subscription_item_details: { ...details, subscription_item: of },
        type: 'subscription_item_details',
      }
    : { invoice_item_details: details, subscription_item_details: null, type: 'invoice_item_details' };
}
