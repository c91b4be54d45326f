import { flag, hash, integer, list, oneOf, required, text, type Values } from '../api/params.js';
import { discountsRule } from './discount.js';
import { cancelAtRule, itemChangeRule, momentOrNow, prorationBehaviorRule } from './subscription-params.js';

const detailsRule = hash({
  billing_cycle_anchor: hash({ type: required(oneOf('now', 'unchanged')) }),
  cancel_at: cancelAtRule,
  cancel_at_period_end: flag,
  cancel_now: flag,
  default_tax_rates: list(text),
  items: list(itemChangeRule),
  proration_behavior: prorationBehaviorRule,
  proration_date: integer,
  trial_end: momentOrNow,
});
export type PreviewDetails = ReturnType<typeof detailsRule>;

/** The parameters of previewing an invoice that the sandbox knows. */
export const previewShape = {
  automatic_tax: hash({ enabled: required(flag) }),
  customer: text,
  discounts: discountsRule,
  preview_mode: oneOf('next', 'recurring'),
  subscription: text,
  subscription_details: detailsRule,
};
export type PreviewFields = Values<typeof previewShape>;
