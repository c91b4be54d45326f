import type { Work } from '../store/work.js';
import { productsOf } from '../resources/coupon.js';
import { lineItemsOf } from '../resources/line-item.js';
import { Conditions, listObjects } from './list.js';

type Include = (work: Work, id: string) => Promise<unknown>;

/** Fields that an object carries only when asked for, by type and name. */
export const includables: Record<string, Include> = {
  'coupon.applies_to': async (work, id) => {
    const products = await productsOf(work, id);
    return products && { products };
  },
  'customer.tax': async () => ({
    automatic_tax: 'unrecognized_location',
    ip_address: null,
    location: null,
    provider: 'stripe',
  }),
  'customer.tax_ids': (work, id) =>
    listObjects(work, 'tax_id', `/v1/customers/${id}/tax_ids`, {}, new Conditions().add('customer = ?', id)),
  'customer.invoice_credit_balance': async () => ({}),
  'customer.subscriptions': (work, id) => {
    const running = new Conditions().add('customer = ?', id).add("data ->> 'status' <> ?", 'canceled');
    return listObjects(work, 'subscription', `/v1/customers/${id}/subscriptions`, {}, running);
  },
  'invoice.payments': (work, id) =>
    listObjects(work, 'invoice_payment', '/v1/invoices/payments', {}, new Conditions().field('invoice', id)),
  'invoice.confirmation_secret': async (work, id) => {
    const page = await listObjects(work, 'invoice_payment', '', {}, new Conditions().field('invoice', id));
    const intent = page.data[0]?.payment.payment_intent;
    const found = typeof intent === 'string' ? await work.find('payment_intent', intent) : null;
    return found ? { client_secret: found.client_secret, type: 'payment_intent' } : null;
  },
  'checkout.session.line_items': (work, id) => lineItemsOf(work, id),
  'charge.refunds': (work, id) =>
    listObjects(work, 'refund', `/v1/charges/${id}/refunds`, {}, new Conditions().field('charge', id)),
};
