import {
  decimal,
  flag,
  hash,
  integer,
  list,
  metadata,
  oneOf,
  required,
  text,
  type Rule,
  type Values,
} from '../api/params.js';
import { discountsRule } from './discount.js';
import { recurringRule } from './recurring.js';

/** How a change that must be paid for behaves until it is. */
export const paymentBehaviorRule = oneOf(
  'allow_incomplete',
  'default_incomplete',
  'error_if_incomplete',
  'pending_if_incomplete',
);
export type PaymentBehavior = ReturnType<typeof paymentBehaviorRule>;

/** What becomes of the rest of a period when something changes in it. */
export const prorationBehaviorRule = oneOf('create_prorations', 'always_invoice', 'none');
export type ProrationBehavior = ReturnType<typeof prorationBehaviorRule>;

/** A moment in seconds, or the word `now`. */
export const momentOrNow: Rule<number | 'now'> = (value, at) => (value === 'now' ? value : integer(value, at));

/** A moment in seconds, or the end of the period that ends first or last. */
export const cancelAtRule: Rule<number | 'min_period_end' | 'max_period_end'> = (value, at) =>
  value === 'min_period_end' || value === 'max_period_end' ? value : integer(value, at);

const itemPrice = {
  currency: required(text),
  product: required(text),
  recurring: required(recurringRule),
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  unit_amount: integer,
  unit_amount_decimal: decimal,
};

/** What a price, its quantity and its taxes can be set to, wherever an item is named. */
export const itemFields = {
  price: text,
  plan: text,
  price_data: hash(itemPrice),
  quantity: integer,
  tax_rates: list(text),
};

export const itemChangeRule = hash({ ...itemFields, id: text, metadata, deleted: flag });
export type ItemChange = ReturnType<typeof itemChangeRule>;

export const trialSettingsRule = hash({
  end_behavior: required(
    hash({
      missing_payment_method: oneOf('cancel', 'create_invoice', 'pause'),
    }),
  ),
});

const shared = {
  automatic_tax: hash({ enabled: required(flag), liability: hash({ type: required(oneOf('self')) }) }),
  cancel_at: cancelAtRule,
  cancel_at_period_end: flag,
  collection_method: oneOf('charge_automatically'),
  default_payment_method: text,
  default_tax_rates: list(text),
  description: text,
  discounts: discountsRule,
  metadata,
  off_session: flag,
  payment_behavior: paymentBehaviorRule,
  proration_behavior: prorationBehaviorRule,
  trial_end: momentOrNow,
  trial_settings: trialSettingsRule,
};

/** The parameters of creating and updating a subscription that the sandbox knows. */
export const subscriptionShapes = {
  create: {
    ...shared,
    customer: required(text),
    items: required(list(hash({ ...itemFields, metadata }))),
    billing_mode: hash({ type: required(oneOf('flexible')), flexible: hash({ proration_discounts: oneOf('included') }) }),
    currency: text,
    trial_period_days: integer,
  },
  update: {
    ...shared,
    billing_cycle_anchor: hash({ type: required(oneOf('now', 'unchanged')) }),
    cancellation_details: hash({ comment: text, feedback: text }),
    items: list(itemChangeRule),
    pause_collection: hash({
      behavior: required(oneOf('void', 'keep_as_draft', 'mark_uncollectible')),
      resumes_at: integer,
    }),
    proration_date: integer,
  },
};

export type CreateFields = Values<typeof subscriptionShapes.create>;
export type UpdateFields = Values<typeof subscriptionShapes.update>;
