import { Conditions, listObjects, paging } from '../api/list.js';
import { flag, hash, oneOf, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { missing } from '../api/stripe-error.js';
import { subscriptionShapes } from './subscription-params.js';
import { createSubscription } from '../billing/subscribe.js';
import { updateSubscription } from '../billing/update-subscription.js';
import { cancelSubscription } from '../billing/cancel.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { subscriptionItem } from './subscription-item.js';
import type { Price } from './price.js';

export type Subscription = Objects['subscription'];

interface Terms {
  customer: string;
  items: { price: Price; quantity: number; metadata?: Record<string, string> }[];
  method?: string | null;
  metadata?: Record<string, string>;
  description?: string | null;
}

/** A new subscription as it travels: not yet paid, its first period running. */
export function subscription(now: number, terms: Terms): Subscription {
  const id = newId('sub');
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: now },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: terms.items[0]!.price.currency,
    customer: terms.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: terms.method ?? null,
    default_source: null,
    default_tax_rates: [],
    description: terms.description ?? null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: terms.items.map(({ price, quantity, metadata: words }) =>
        subscriptionItem(now, id, price, quantity, words),
      ),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: terms.metadata ?? {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: 'incomplete',
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: null,
  };
}

const cancelShape = {
  cancellation_details: hash({ comment: text, feedback: text }),
  invoice_now: flag,
  prorate: flag,
};

async function cancel(work: Work, fields: Values<typeof cancelShape>, id: string): Promise<Subscription> {
  const found = await work.load('subscription', id);
  // Stripe answers a second cancellation as if there were no subscription.
  if (['canceled', 'incomplete_expired'].includes(found.status)) throw missing('subscription', id);
  const { comment = null, feedback = null } = fields.cancellation_details ?? {};
  const now = { ...found, cancel_at: null, cancel_at_period_end: false };
  return cancelSubscription(work, now, 'cancellation_requested', { comment, feedback: feedback as 'other' | null });
}

const listShape = {
  ...paging,
  customer: text,
  price: text,
  status: oneOf(
    'all',
    'ended',
    'active',
    'canceled',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ),
  created: range,
};

function listSubscriptions(
  work: Work,
  { customer, price, status, created, ...page }: Values<typeof listShape>,
): Promise<object> {
  const conditions = new Conditions().add('customer = ?', customer).created(created);
  conditions.add("data -> 'items' -> 'data' -> 0 -> 'price' ->> 'id' = ?", price);
  if (!status) conditions.add("data ->> 'status' <> ALL(?)", ['canceled', 'incomplete_expired']);
  else if (status === 'ended') conditions.add("data ->> 'status' = ANY(?)", ['canceled', 'incomplete_expired']);
  else if (status !== 'all') conditions.field('status', status);
  return listObjects(work, 'subscription', '/v1/subscriptions', page, conditions);
}

export const subscriptionRoutes = [
  route('POST', '/v1/subscriptions', subscriptionShapes.create, createSubscription),
  route('GET', '/v1/subscriptions', listShape, listSubscriptions),
  route('GET', '/v1/subscriptions/:id', {}, (work, _fields, id) => work.load('subscription', id)),
  route('POST', '/v1/subscriptions/:id', subscriptionShapes.update, updateSubscription),
  route('DELETE', '/v1/subscriptions/:id', cancelShape, cancel),
];
