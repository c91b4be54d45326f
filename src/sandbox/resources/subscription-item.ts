import type { Interval, Period } from '../billing/period.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Price } from './price.js';
import type { TaxRate } from './tax-rate.js';

export type SubscriptionItem = Objects['subscription']['items']['data'][number];

export interface ItemTerms {
  price: Price;
  quantity: number;
  metadata?: Record<string, string>;
  taxRates?: TaxRate[];
}

/** One price of a subscription and the period it is paid for, as it travels. */
export function subscriptionItem(now: number, subscription: string, terms: ItemTerms, period: Period): SubscriptionItem {
  return {
    id: newId('si', 14),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: terms.metadata ?? {},
    plan: planOf(terms.price),
    price: terms.price,
    quantity: terms.quantity,
    subscription,
    tax_rates: terms.taxRates ?? [],
  };
}

/** How often a recurring price is charged. */
export function intervalOf(price: Price): Interval {
  const { interval, interval_count } = price.recurring!;
  return { interval: interval as Interval['interval'], interval_count };
}

/** The older twin of a price, which every item still carries. */
export function planOf(price: Price): SubscriptionItem['plan'] {
  const { interval, interval_count } = intervalOf(price);
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval,
    interval_count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product as string,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}
