import { mergeMetadata } from '../api/params.js';
import { invalid, missing } from '../api/stripe-error.js';
import { priceOf } from '../resources/price.js';
import { planOf, intervalOf, subscriptionItem, type SubscriptionItem } from '../resources/subscription-item.js';
import type { ItemChange } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import { taxRatesOf } from '../resources/tax-rate.js';
import type { Work } from '../store/work.js';
import { checkCurrency, checkRecurring } from './lines.js';
import { periodAround } from './period.js';

/**
 * The items of a subscription after the changes a request asks for: an entry with an id changes or deletes that item,
 * one without adds an item, whose period is the one around `at`.
 * @throws {StripeError} 400 for a missing item or price, another currency, or when no item would be left
 */
export async function itemsAfter(
  work: Work,
  before: Subscription,
  wishes: ItemChange[],
  at: number,
): Promise<SubscriptionItem[]> {
  const items = [...before.items.data];
  for (const [index, wish] of wishes.entries()) {
    const place = `items[${index}]`;
    const position = wish.id ? items.findIndex((item) => item.id === wish.id) : -1;
    if (wish.id && position < 0) throw missing('subscription_item', wish.id, `${place}[id]`);
    if (position >= 0 && wish.deleted) items.splice(position, 1);
    else if (position >= 0) items[position] = await changed(work, items[position]!, wish, place);
    else items.push(await added(work, before, wish, at, place));
  }
  if (items.length === 0) throw invalid('A subscription must have at least one active item.', 'items');
  const customer = await work.load('customer', String(before.customer));
  for (const { price } of items) {
    checkCurrency(customer, price.currency);
    if (price.currency !== before.currency) throw invalid('The currency of a subscription cannot change.', 'items');
  }
  return items;
}

async function changed(work: Work, old: SubscriptionItem, wish: ItemChange, place: string): Promise<SubscriptionItem> {
  const price = (await wishedPrice(work, wish, place)) ?? old.price;
  return {
    ...old,
    price,
    plan: planOf(price),
    quantity: checkQuantity(wish.quantity, place) ?? old.quantity,
    metadata: mergeMetadata(old.metadata, wish.metadata),
    ...(wish.tax_rates !== undefined && {
      tax_rates: await taxRatesOf(work, wish.tax_rates, `${place}[tax_rates]`),
    }),
  };
}

async function added(
  work: Work,
  { id, billing_cycle_anchor: anchor }: Subscription,
  wish: ItemChange,
  at: number,
  place: string,
): Promise<SubscriptionItem> {
  const price = await wishedPrice(work, wish, place);
  if (!price) throw invalid(`Missing required param: ${place}[price].`, `${place}[price]`, 'parameter_missing');
  const terms = {
    price,
    quantity: checkQuantity(wish.quantity, place) ?? 1,
    metadata: mergeMetadata({}, wish.metadata),
    taxRates: await taxRatesOf(work, wish.tax_rates, `${place}[tax_rates]`),
  };
  return subscriptionItem(work.now, id, terms, periodAround(anchor, intervalOf(price), at));
}

async function wishedPrice(work: Work, wish: ItemChange, place: string) {
  const named = wish.price ?? wish.plan;
  if (!named && !wish.price_data) return null;
  const price = await priceOf(work, { price: named, price_data: wish.price_data }, place);
  return checkRecurring(price, `${place}[price]`);
}

function checkQuantity(quantity: number | null | undefined, place: string): number | null | undefined {
  if (typeof quantity !== 'number' || quantity >= 0) return quantity;
  throw invalid('This value must be greater than or equal to 0.', `${place}[quantity]`, 'parameter_invalid_integer');
}
