import Stripe from 'stripe';

import { customerWithCard, monthlyPrice, type World } from './sandbox.js';

export const HOUR = 3600;
export const DAY = 24 * HOUR;

export type Interval = 'day' | 'week' | 'month' | 'year';

/** What the specs of subscriptions and invoices do again and again in one world. */
export function billing({ stripe, control }: World) {
  const now = async (): Promise<number> => (await control('GET', '/clock')).body.now;
  return {
    now,
    moveTo: (to: number) => control('POST', '/clock', { to }),
    advance: (advanceSeconds: number) => control('POST', '/clock', { advanceSeconds }),

    /** A price of a product of its own. */
    price: async (amount: number, interval: Interval = 'month'): Promise<Stripe.Price> => {
      const product = await stripe.products.create({ name: 'Tier' });
      return stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: amount, recurring: { interval } });
    },

    /** A subscription to one price of 500 a month, or to what `terms` say. */
    subscribe: async (
      terms: Partial<Stripe.SubscriptionCreateParams> = {},
      token?: string,
    ): Promise<Stripe.Subscription> => {
      const customer = terms.customer ?? (await customerWithCard(stripe, token)).id;
      const items = terms.items ?? [{ price: (await monthlyPrice(stripe)).id }];
      return stripe.subscriptions.create({ ...terms, customer, items });
    },

    /** Gives the customer of a subscription another card. */
    useCard: async ({ customer }: Stripe.Subscription, token: string): Promise<void> => {
      const method = await stripe.paymentMethods.attach(token, { customer: String(customer) });
      await stripe.customers.update(String(customer), { invoice_settings: { default_payment_method: method.id } });
    },

    /** The subscription's invoices, newest first. */
    invoicesOf: async ({ id }: Stripe.Subscription): Promise<Stripe.Invoice[]> =>
      (await stripe.invoices.list({ subscription: id, limit: 100 })).data,

    latestInvoice: async ({ id }: Stripe.Subscription): Promise<Stripe.Invoice> => {
      const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
      return invoice as Stripe.Invoice;
    },

    /** The types of the events that carry this object, oldest first. */
    eventsOf: async (id: string): Promise<string[]> =>
      (await stripe.events.list({ limit: 100 })).data
        .filter(({ data }) => (data.object as { id?: string }).id === id)
        .map(({ type }) => type)
        .reverse(),
  };
}

export type Billing = ReturnType<typeof billing>;

/** Start and end of the first item's period. */
export function periodOf(subscription: Stripe.Subscription): [number, number] {
  const { current_period_start: start, current_period_end: end } = subscription.items.data[0]!;
  return [start, end];
}

/** What each line of an invoice costs. */
export function amountsOf(invoice: Stripe.Invoice): number[] {
  return invoice.lines.data.map(({ amount }) => amount);
}
