import { mergeMetadata } from '../api/params.js';
import { invalid } from '../api/stripe-error.js';
import type { Customer } from '../resources/customer.js';
import { redeem, type DiscountWish } from '../resources/discount.js';
import { noMethod, type Invoice } from '../resources/invoice.js';
import { findMethod } from '../resources/payment-method.js';
import { priceOf } from '../resources/price.js';
import type { ItemTerms } from '../resources/subscription-item.js';
import type { CreateFields } from '../resources/subscription-params.js';
import { subscription, type Subscription } from '../resources/subscription.js';
import { taxRatesOf } from '../resources/tax-rate.js';
import type { Work } from '../store/work.js';
import { checkLocation, checkTaxBehavior } from './automatic-tax.js';
import { drawUp, issue } from './draw-up.js';
import { ending } from './ending.js';
import { finalizeInvoice } from './invoicing.js';
import { checkCurrency, checkRecurring, linesOf } from './lines.js';
import { payOpen } from './pay-open.js';
import { announceShortTrial, trialEndOf } from './trial.js';

/** POST /v1/subscriptions: begins it, draws its first invoice and charges it. */
export async function createSubscription(work: Work, fields: CreateFields): Promise<Subscription> {
  if (fields.payment_behavior === 'pending_if_incomplete')
    throw invalid('payment_behavior `pending_if_incomplete` is for updates.', 'payment_behavior');
  const customer = await work.load('customer', fields.customer, 'customer');
  const begun = await subscriptionOf(work, fields, customer);
  const ends = ending(work.now, begun, fields);
  const { subscription: stored, invoice } = await begin(work, { ...begun, ...ends }, customer, fields.discounts ?? []);
  const method = stored.default_payment_method ?? customer.invoice_settings.default_payment_method;
  if (!method && invoice.status === 'open' && fields.payment_behavior !== 'default_incomplete') throw noMethod();
  await payOpen(work, invoice, fields.payment_behavior, fields.off_session === false);
  return work.load('subscription', stored.id);
}

/** The subscription a request asks for, not stored yet. */
export async function subscriptionOf(
  work: Work,
  fields: Omit<CreateFields, 'customer'>,
  customer: Customer,
): Promise<Subscription> {
  const items: ItemTerms[] = [];
  for (const [index, item] of fields.items.entries()) {
    const at = `items[${index}]`;
    const price = await priceOf(work, { price: item.price ?? item.plan, price_data: item.price_data }, at);
    items.push({
      price: checkRecurring(price, `${at}[price]`),
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata({}, item.metadata),
      taxRates: await taxRatesOf(work, item.tax_rates, `${at}[tax_rates]`),
    });
  }
  if (items.length === 0) throw invalid('A subscription needs at least one item.', 'items');
  const prices = items.map(({ price }) => price);
  if (fields.automatic_tax?.enabled) {
    checkTaxBehavior(prices, 'automatic_tax[enabled]');
    checkLocation(customer);
  }
  const currency = items[0]!.price.currency;
  checkCurrency(customer, currency);
  if (items.some(({ price }) => price.currency !== currency) || (fields.currency ?? currency) !== currency)
    throw invalid('All prices of a subscription must have the same currency.', 'items');
  const named = fields.default_payment_method;
  const own = named ? await findMethod(work, named, 'default_payment_method', customer.id) : null;
  return subscription(work.now, {
    customer: customer.id,
    items,
    method: own?.id,
    metadata: mergeMetadata({}, fields.metadata),
    description: fields.description,
    trialEnd: trialEndOf(work.now, fields),
    trialSettings: fields.trial_settings && trialSettings(fields.trial_settings),
    taxRates: await taxRatesOf(work, fields.default_tax_rates, 'default_tax_rates'),
    automaticTax: fields.automatic_tax?.enabled,
  });
}

/** Stores a new subscription together with its first invoice, open and not yet paid. */
export async function begin(
  work: Work,
  begun: Subscription,
  customer: Customer,
  wishes: DiscountWish[] = [],
  session: string | null = null,
): Promise<{ subscription: Subscription; invoice: Invoice }> {
  const lines = await linesOf(work, begun);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const { currency, id } = begun;
  const discounts = await redeem(work, wishes, { customer, amount, currency, subscription: id, session });
  const started: Subscription = { ...begun, discounts };
  const reason = 'subscription_create';
  // What is paid at the checkout is the session's total; what waits is for the next invoice.
  const takesWaiting = session === null;
  const drawn = await drawUp(work, { customer, currency, lines, reason, subscription: started, takesWaiting });
  const created = { ...started, latest_invoice: drawn.invoice.id };
  const stored = await work.create('subscription', created, 'customer.subscription.created');
  await issue(work, drawn);
  announceShortTrial(work, stored);
  const invoice = await finalizeInvoice(work, drawn.invoice);
  return { subscription: await work.load('subscription', id), invoice };
}

/** How a trial ends, the parts a request leaves out filled in. */
export function trialSettings(wish: NonNullable<CreateFields['trial_settings']>): Subscription['trial_settings'] {
  const { missing_payment_method: missing } = wish.end_behavior;
  return { end_behavior: { billing_cycle_anchor: null, missing_payment_method: missing ?? 'create_invoice' } };
}
