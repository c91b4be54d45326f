import { mergeMetadata, type Values } from '../api/params.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { cardError } from '../resources/card-error.js';
import type { Customer } from '../resources/customer.js';
import { invoiceLine, type InvoiceLine } from '../resources/invoice-line.js';
import { draftInvoice, noMethod, type Invoice } from '../resources/invoice.js';
import { findMethod } from '../resources/payment-method.js';
import { priceOf, type Price } from '../resources/price.js';
import { subscriptionShapes } from '../resources/subscription-params.js';
import { subscription, type Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { collect } from './collect.js';
import { finalizeInvoice } from './invoicing.js';

/** POST /v1/subscriptions: begins it, draws its first invoice and charges it. */
export async function createSubscription(
  work: Work,
  fields: Values<typeof subscriptionShapes.create>,
): Promise<Subscription> {
  const customer = await work.load('customer', fields.customer, 'customer');
  const items = [];
  for (const [index, item] of fields.items.entries()) {
    const price = await priceOf(work, item, `items[${index}]`);
    items.push({
      price: checkRecurring(price, `items[${index}][price]`),
      quantity: item.quantity ?? 1,
      metadata: mergeMetadata({}, item.metadata),
    });
  }
  if (items.length === 0) throw invalid('A subscription needs at least one item.', 'items');
  checkCurrency(customer, items[0]!.price.currency);
  const own = fields.default_payment_method
    ? await findMethod(work, fields.default_payment_method, 'default_payment_method', customer.id)
    : null;
  const method = own?.id ?? (customer.invoice_settings.default_payment_method as string | null);
  const waits = fields.payment_behavior === 'default_incomplete';
  if (!method && !waits) throw noMethod();
  const begun = subscription(work.now, {
    customer: customer.id,
    items,
    method: own?.id,
    metadata: mergeMetadata({}, fields.metadata),
    description: fields.description,
  });
  const { subscription: stored, invoice } = await begin(work, begun, customer);
  if (fields.cancel_at_period_end) await updateEnd(work, stored);
  if (method && !waits && invoice.status === 'open') {
    const { refusal, intent } = await collect(work, invoice, method, fields.off_session === false);
    if (refusal && fields.payment_behavior === 'error_if_incomplete')
      throw cardError(refusal, { payment_intent: intent });
  }
  return work.load('subscription', stored.id);
}

/** Stores a new subscription together with its first invoice, open and not yet paid. */
export async function begin(
  work: Work,
  begun: Subscription,
  customer: Customer,
): Promise<{ subscription: Subscription; invoice: Invoice }> {
  const lines = await linesOf(work, begun);
  const draft = draftInvoice(work.now, {
    customer,
    currency: begun.currency,
    lines,
    reason: 'subscription_create',
    subscription: begun,
  });
  const stored = await work.create(
    'subscription',
    { ...begun, latest_invoice: draft.id },
    'customer.subscription.created',
  );
  await work.create('invoice', draft, 'invoice.created');
  return { subscription: stored, invoice: await finalizeInvoice(work, draft) };
}

/** One line for each item, for the item's current period. */
export async function linesOf(work: Work, { id, items }: Subscription): Promise<InvoiceLine[]> {
  const lines = [];
  for (const item of items.data) {
    lines.push(
      invoiceLine({
        price: item.price,
        name: await nameOf(work, item.price),
        quantity: item.quantity ?? 1,
        amount: amountOf(item.price, item.quantity ?? 1),
        period: { start: item.current_period_start, end: item.current_period_end },
        subscription: id,
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

async function updateEnd(work: Work, stored: Subscription): Promise<void> {
  const end = Math.max(...stored.items.data.map((item) => item.current_period_end));
  const changes = { cancel_at_period_end: true, cancel_at: end, canceled_at: work.now };
  await work.change('subscription', stored, changes, 'customer.subscription.updated');
}
