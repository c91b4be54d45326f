import { flag, hash, integer, list, metadata, oneOf, required, text, type Values } from '../api/params.js';
import { discountsRule } from './discount.js';
import { itemFields, momentOrNow, prorationBehaviorRule } from './subscription-params.js';

const phaseRule = hash({
  items: required(list(hash({ ...itemFields, metadata }))),
  billing_cycle_anchor: oneOf('automatic', 'phase_start'),
  collection_method: oneOf('charge_automatically'),
  default_payment_method: text,
  default_tax_rates: list(text),
  description: text,
  discounts: discountsRule,
  duration: hash({ interval: required(oneOf('day', 'week', 'month', 'year')), interval_count: integer }),
  end_date: momentOrNow,
  metadata,
  proration_behavior: prorationBehaviorRule,
  start_date: momentOrNow,
  trial: flag,
  trial_end: integer,
});
export type PhaseFields = ReturnType<typeof phaseRule>;

const shared = { end_behavior: oneOf('release', 'cancel'), metadata, phases: list(phaseRule) };

/** The parameters of creating and updating a subscription schedule that the sandbox knows. */
export const scheduleShapes = {
  create: { ...shared, customer: text, from_subscription: text, start_date: momentOrNow },
  update: { ...shared, proration_behavior: prorationBehaviorRule },
  cancel: { invoice_now: flag, prorate: flag },
};

export type ScheduleCreateFields = Values<typeof scheduleShapes.create>;
export type ScheduleUpdateFields = Values<typeof scheduleShapes.update>;
