import { mergeMetadata } from '../api/params.js';
import { invalid } from '../api/stripe-error.js';
import { findMethod } from '../resources/payment-method.js';
import { priceOf, type Price } from '../resources/price.js';
import type { PhaseFields } from '../resources/schedule-params.js';
import { intervalOf } from '../resources/subscription-item.js';
import type { Phase } from '../resources/subscription-schedule.js';
import type { Subscription } from '../resources/subscription.js';
import { taxRatesOf } from '../resources/tax-rate.js';
import type { Work } from '../store/work.js';
import { checkCurrency, checkRecurring } from './lines.js';
import { afterAnchor, type Interval } from './period.js';

type PhaseItem = Phase['items'][number];

/**
 * The phases a request describes, each from the end of the one before to its own end; one that names neither end nor
 * duration lasts one interval of its first price.
 * @param start when the first begins, in seconds
 * @throws {StripeError} 400 for phases that overlap, leave a gap or end before they begin, or cost another currency than their customer pays in
 */
export async function phasesOf(work: Work, wishes: PhaseFields[], start: number, customer: string): Promise<Phase[]> {
  const phases: Phase[] = [];
  const payer = await work.load('customer', customer);
  for (const [index, wish] of wishes.entries()) {
    const at = `phases[${index}]`;
    const begins: number = phases.at(-1)?.end_date ?? start;
    const named = wish.start_date === 'now' ? work.now : wish.start_date;
    if (typeof named === 'number' && named !== begins)
      throw invalid('A phase begins when the one before it ends.', `${at}[start_date]`);
    const prices: Price[] = [];
    for (const [place, item] of wish.items.entries()) {
      const where = `${at}[items][${place}]`;
      const price = await priceOf(work, { price: item.price ?? item.plan, price_data: item.price_data }, where);
      checkCurrency(payer, price.currency);
      prices.push(checkRecurring(price, `${where}[price]`));
    }
    if (prices.length === 0) throw invalid('A phase needs at least one item.', `${at}[items]`);
    const end = endOf(wish, begins, intervalOf(prices[0]!), work.now);
    if (end <= begins) throw invalid('A phase must end after it begins.', `${at}[end_date]`);
    phases.push(await phase(work, wish, prices, { start: begins, end }, customer, at));
  }
  if (phases.length === 0) throw invalid('A schedule needs at least one phase.', 'phases');
  return phases;
}

/** The phase a running subscription is in: its items until its current period ends. */
export function currentPhaseOf(subscription: Subscription): Phase {
  const { data: items } = subscription.items;
  return {
    ...blank(subscription.currency),
    discounts: subscription.discounts.map((id) => ({ coupon: null, discount: String(id), promotion_code: null })),
    end_date: Math.min(...items.map((item) => item.current_period_end)),
    items: itemsOf(subscription),
    start_date: Math.max(...items.map((item) => item.current_period_start)),
    trial_end: subscription.trial_end,
  };
}

/** Writes the items of a subscription that was changed directly into the current phase of its schedule. */
export async function followUpdate(work: Work, subscription: Subscription): Promise<void> {
  if (!subscription.schedule) return;
  const found = await work.load('subscription_schedule', String(subscription.schedule));
  const phases = found.phases.map((each) =>
    each.start_date === found.current_phase?.start_date ? { ...each, items: itemsOf(subscription) } : each,
  );
  await work.change('subscription_schedule', found, { phases }, 'subscription_schedule.updated');
}

function itemsOf({ items }: Subscription): PhaseItem[] {
  return items.data.map((item) => phaseItem(item.price, item.quantity, item.metadata, item.tax_rates ?? []));
}

async function phase(
  work: Work,
  wish: PhaseFields,
  prices: Price[],
  { start, end }: { start: number; end: number },
  customer: string,
  at: string,
): Promise<Phase> {
  const items: PhaseItem[] = [];
  for (const [index, price] of prices.entries()) {
    const { quantity, metadata, tax_rates: rates } = wish.items[index]!;
    const taxRates = await taxRatesOf(work, rates, `${at}[items][${index}][tax_rates]`);
    items.push(phaseItem(price, quantity ?? 1, mergeMetadata({}, metadata), taxRates));
  }
  const named = wish.default_payment_method;
  const method = named ? await findMethod(work, named, `${at}[default_payment_method]`, customer) : null;
  return {
    ...blank(prices[0]!.currency),
    billing_cycle_anchor: wish.billing_cycle_anchor ?? null,
    default_payment_method: method?.id ?? null,
    default_tax_rates: await taxRatesOf(work, wish.default_tax_rates, `${at}[default_tax_rates]`),
    description: wish.description ?? null,
    discounts: (wish.discounts ?? []).map((each) => ({
      coupon: each.coupon ?? null,
      discount: each.discount ?? null,
      promotion_code: each.promotion_code ?? null,
    })),
    end_date: end,
    items,
    metadata: mergeMetadata({}, wish.metadata),
    proration_behavior: wish.proration_behavior ?? 'create_prorations',
    start_date: start,
    trial_end: wish.trial ? end : (wish.trial_end ?? null),
  };
}

function blank(currency: string): Omit<Phase, 'end_date' | 'items' | 'start_date' | 'trial_end'> {
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency,
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    invoice_settings: null,
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    transfer_data: null,
  };
}

function phaseItem(
  price: Price,
  quantity: number | undefined,
  metadata: Record<string, string>,
  taxRates: NonNullable<PhaseItem['tax_rates']>,
): PhaseItem {
  return {
    billing_thresholds: null,
    discounts: [],
    metadata,
    plan: price.id,
    price: price.id,
    quantity,
    tax_rates: taxRates,
  };
}

function endOf(wish: PhaseFields, start: number, interval: Interval, now: number): number {
  if (wish.end_date && wish.duration) throw invalid('Name end_date or duration, not both.', 'phases');
  if (wish.end_date) return wish.end_date === 'now' ? now : wish.end_date;
  const { interval: unit, interval_count: count } = wish.duration ?? interval;
  return afterAnchor(start, { interval: unit, interval_count: count ?? 1 }, 1);
}
