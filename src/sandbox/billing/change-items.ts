import { mergeMetadata, type Values } from '../api/params.js';
import { invalid, missing } from '../api/stripe-error.js';
import { cardError } from '../resources/card-error.js';
import { draftInvoice, type Invoice } from '../resources/invoice.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import { priceOf } from '../resources/price.js';
import { subscriptionItem, intervalOf, planOf, type SubscriptionItem } from '../resources/subscription-item.js';
import { subscriptionShapes } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { collect, methodFor } from './collect.js';
import { finalizeInvoice } from './invoicing.js';
import { nextPeriodEnd } from './period.js';
import { prorate } from './proration.js';
import { checkCurrency, checkRecurring, linesOf } from './subscribe.js';

type Fields = Values<typeof subscriptionShapes.update>;

/**
 * Changes the prices or quantities of a subscription, with its other changes, and bills the difference.
 * Returns null when the items stay as they are.
 */
export async function changeItems(
  work: Work,
  before: Subscription,
  changes: Partial<Subscription>,
  fields: Fields,
): Promise<Subscription | null> {
  const restarts = fields.billing_cycle_anchor?.type === 'now';
  if (!fields.items?.length && !restarts) return null;
  const items = await itemsAfter(work, before, fields);
  const currency = items[0]!.price.currency;
  if (currency !== before.currency) throw invalid(`The currency of a subscription cannot change.`, 'items');
  const at = fields.proration_date ?? work.now;
  const anchor = restarts ? at : before.billing_cycle_anchor;
  const moved = items.map((item) => placed(item, before, anchor, restarts, at));
  const after: Subscription = {
    ...before,
    ...changes,
    billing_cycle_anchor: anchor,
    items: { ...before.items, data: moved },
  };
  const behaviour = fields.proration_behavior ?? 'create_prorations';
  const newPeriod = restarts || moved.some((item) => !sameInterval(item, before));
  const lines = behaviour === 'none' ? [] : await prorate(work, before, after, at, restarts);
  if (restarts) lines.push(...(await linesOf(work, after)));
  const difference = { ...changes, billing_cycle_anchor: anchor, items: after.items };
  const stored = await work.change('subscription', before, difference, 'customer.subscription.updated');
  if (lines.length === 0) return stored;
  if (behaviour === 'create_prorations' && !newPeriod) return keepForLater(work, stored, lines);
  return billNow(work, stored, lines, fields);
}

async function itemsAfter(work: Work, before: Subscription, fields: Fields): Promise<SubscriptionItem[]> {
  const items = [...before.items.data];
  for (const [index, change] of (fields.items ?? []).entries()) {
    const at = `items[${index}]`;
    const position = change.id ? items.findIndex((item) => item.id === change.id) : -1;
    if (change.id && position < 0) throw missing('subscription_item', change.id, `${at}[id]`);
    const named = change.price ?? change.plan;
    const price = named
      ? checkRecurring(await priceOf(work, { price: named }, at), `${at}[price]`)
      : items[position]?.price;
    if (!price) throw invalid(`Missing required param: ${at}[price].`, `${at}[price]`, 'parameter_missing');
    if (position < 0)
      items.push(
        subscriptionItem(work.now, before.id, price, change.quantity ?? 1, mergeMetadata({}, change.metadata)),
      );
    else if (change.deleted) items.splice(position, 1);
    else {
      const old = items[position]!;
      items[position] = {
        ...old,
        price,
        plan: planOf(price),
        quantity: change.quantity ?? old.quantity,
        metadata: mergeMetadata(old.metadata, change.metadata),
      };
    }
  }
  if (items.length === 0) throw invalid('A subscription must have at least one active item.', 'items');
  const customer = await work.load('customer', String(before.customer));
  for (const item of items) checkCurrency(customer, item.price.currency);
  return items;
}

function placed(
  item: SubscriptionItem,
  before: Subscription,
  anchor: number,
  restarts: boolean,
  at: number,
): SubscriptionItem {
  if (!restarts && sameInterval(item, before)) {
    const { current_period_start, current_period_end } = before.items.data[0]!;
    return { ...item, current_period_start, current_period_end };
  }
  const start = restarts ? at : item.current_period_start;
  return {
    ...item,
    current_period_start: start,
    current_period_end: nextPeriodEnd(anchor, intervalOf(item.price), at),
  };
}

function sameInterval(item: SubscriptionItem, before: Subscription): boolean {
  const [old, now] = [intervalOf(before.items.data[0]!.price), intervalOf(item.price)];
  return old.interval === now.interval && old.interval_count === now.interval_count;
}

async function keepForLater(work: Work, stored: Subscription, lines: InvoiceLine[]): Promise<Subscription> {
  const hidden = await work.hidden(stored.id);
  const waiting = [...((hidden.pendingLines as InvoiceLine[] | undefined) ?? []), ...lines];
  await work.remember(stored.id, { ...hidden, pendingLines: waiting });
  return stored;
}

async function billNow(work: Work, stored: Subscription, lines: InvoiceLine[], fields: Fields): Promise<Subscription> {
  const customer = await work.load('customer', String(stored.customer));
  const draft = draftInvoice(work.now, {
    customer,
    currency: stored.currency,
    lines,
    reason: 'subscription_update',
    subscription: stored,
  });
  await work.create('invoice', draft, 'invoice.created');
  await work.change('subscription', stored, { latest_invoice: draft.id });
  const invoice: Invoice = await finalizeInvoice(work, draft);
  const method = await methodFor(work, invoice);
  if (invoice.status === 'open' && method) {
    const { refusal, intent } = await collect(work, invoice, method, fields.off_session === false);
    if (refusal && fields.payment_behavior === 'error_if_incomplete')
      throw cardError(refusal, { payment_intent: intent });
  }
  return work.load('subscription', stored.id);
}
