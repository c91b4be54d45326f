import { mergeMetadata } from '../api/params.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { endReplaced, redeem } from '../resources/discount.js';
import { findMethod } from '../resources/payment-method.js';
import type { UpdateFields } from '../resources/subscription-params.js';
import { hasEnded, type Subscription } from '../resources/subscription.js';
import { taxRatesOf } from '../resources/tax-rate.js';
import type { Work } from '../store/work.js';
import { carryOut } from './carry-out.js';
import { checkTaxBehavior } from './automatic-tax.js';
import { ending } from './ending.js';
import { costOf } from './lines.js';
import { expirePending } from './pending-update.js';
import { revise } from './revise.js';
import { followUpdate } from './schedule-phases.js';
import { trialSettings } from './subscribe.js';

/** All that may come with `pending_if_incomplete`: what an invoice can be drawn for. From Stripe's docs. */
const PENDABLE = [
  'billing_cycle_anchor',
  'cancel_at_period_end',
  'discounts',
  'items',
  'metadata',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
];

/** POST /v1/subscriptions/:id: prices, billing anchor, trial, ending, discounts, payment method, pause and words. */
export async function updateSubscription(work: Work, fields: UpdateFields, id: string): Promise<Subscription> {
  const found = await work.load('subscription', id);
  check(found, fields);
  const wish = {
    items: fields.items,
    anchorNow: fields.billing_cycle_anchor?.type === 'now',
    trialEnd: fields.trial_end,
    behavior: fields.proration_behavior,
    prorationDate: fields.proration_date,
  };
  const billable = wish.items?.length || wish.anchorNow || typeof wish.trialEnd === 'number';
  const before = billable ? await expirePending(work, found) : found;
  const changes = await plainChanges(work, before, fields);
  const revision = await revise(work, before, changes, wish);
  const { payment_behavior: behavior, off_session: offSession } = fields;
  const updated = revision
    ? await carryOut(work, before, revision, { behavior, onSession: offSession === false, changes })
    : await work.change('subscription', before, changes, 'customer.subscription.updated');
  await endReplaced(work, before.discounts, updated.discounts);
  if (revision) await followUpdate(work, updated);
  return updated;
}

function check(before: Subscription, fields: UpdateFields): void {
  if (hasEnded(before)) {
    const onlyWords = Object.keys(fields).every((name) => name === 'metadata' || name === 'cancellation_details');
    if (!onlyWords) throw invalid('Of a canceled subscription only metadata and cancellation_details can change.');
  }
  const ends = ['cancel_at', 'cancel_at_period_end'] as const;
  const changed = ends.find((name) => fields[name] !== undefined && fields[name] !== before[name]);
  if (before.schedule && changed)
    throw invalid(`The schedule ${String(before.schedule)} decides when this subscription ends; update that.`, changed);
  if (fields.payment_behavior !== 'pending_if_incomplete') return;
  const other = Object.keys(fields).find((name) => !PENDABLE.includes(name));
  if (other) throw invalid(`${other} cannot be part of a pending update (pending_if_incomplete).`, other);
}

async function plainChanges(work: Work, before: Subscription, fields: UpdateFields): Promise<Partial<Subscription>> {
  const changes: Partial<Subscription> = {
    ...ending(work.now, before, fields),
    metadata: mergeMetadata(before.metadata, fields.metadata),
  };
  if (fields.description !== undefined) changes.description = fields.description;
  if (fields.automatic_tax?.enabled)
    checkTaxBehavior(before.items.data.map(({ price }) => price), 'automatic_tax[enabled]');
  if (fields.automatic_tax)
    changes.automatic_tax = {
      disabled_reason: null,
      enabled: fields.automatic_tax.enabled,
      liability: fields.automatic_tax.enabled ? { type: 'self' } : null,
    };
  if (fields.pause_collection !== undefined) {
    const { behavior, resumes_at = null } = fields.pause_collection ?? {};
    changes.pause_collection = behavior ? { behavior, resumes_at } : null;
  }
  if (fields.default_payment_method !== undefined)
    changes.default_payment_method = await methodOf(work, before, fields.default_payment_method);
  if (fields.default_tax_rates !== undefined)
    changes.default_tax_rates = await taxRatesOf(work, fields.default_tax_rates, 'default_tax_rates');
  if (fields.trial_settings) changes.trial_settings = trialSettings(fields.trial_settings);
  if (fields.discounts === null || fields.discounts?.length) changes.discounts = await discountsAfter(work, before, fields);
  return changes;
}

async function methodOf(work: Work, before: Subscription, named: string | null): Promise<string | null> {
  const method = named ? await findMethod(work, named, 'default_payment_method', String(before.customer)) : null;
  if (!method || method.customer === before.customer) return method?.id ?? null;
  const message = `The payment method ${method.id} is not attached to this customer.`;
  throw new StripeError(message, { code: 'resource_missing', param: 'default_payment_method' });
}

/** The list sent takes the place of the one there was; the empty string leaves none. */
async function discountsAfter(work: Work, before: Subscription, fields: UpdateFields): Promise<string[]> {
  const customer = await work.load('customer', String(before.customer));
  const amount = costOf(before);
  const occasion = { customer, amount, currency: before.currency, subscription: before.id };
  return redeem(work, fields.discounts ?? [], occasion);
}
