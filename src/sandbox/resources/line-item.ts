import type Stripe from 'stripe';

import type { Page } from '../api/list.js';
import { newId } from '../store/ids.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { missing } from '../api/stripe-error.js';
import type { Price } from './price.js';

export type LineItem = Wire<Stripe.LineItem>;

/** One line of a checkout, as it travels; `free` while a trial runs. */
export function lineItem(price: Price, quantity: number, name: string, free = false): LineItem {
  const amount = free ? 0 : Math.round(Number(price.unit_amount_decimal) * quantity);
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: name,
    metadata: {},
    price,
    quantity,
  };
}

/** The lines of a checkout session, in their order. */
export async function lineItemsOf(work: Work, session: string): Promise<Page<LineItem>> {
  const { lines } = await work.hidden(session);
  if (!lines) throw missing('checkout.session', session);
  return {
    object: 'list',
    data: lines as LineItem[],
    has_more: false,
    url: `/v1/checkout/sessions/${session}/line_items`,
  };
}
