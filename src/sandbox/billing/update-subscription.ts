import { mergeMetadata, type Values } from '../api/params.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { findMethod } from '../resources/payment-method.js';
import { subscriptionShapes } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { changeItems } from './change-items.js';

type Fields = Values<typeof subscriptionShapes.update>;

/** POST /v1/subscriptions/:id: end at the period's end and undo, metadata, payment method, pause, prices. */
export async function updateSubscription(work: Work, fields: Fields, id: string): Promise<Subscription> {
  const before = await work.load('subscription', id);
  if (['canceled', 'incomplete_expired'].includes(before.status)) {
    const onlyWords = Object.keys(fields).every((name) => name === 'metadata' || name === 'cancellation_details');
    if (!onlyWords) throw invalid('Of a canceled subscription only metadata and cancellation_details can change.');
  }
  const changes: Partial<Subscription> = { metadata: mergeMetadata(before.metadata, fields.metadata) };
  if (fields.description !== undefined) changes.description = fields.description;
  if (fields.pause_collection !== undefined) {
    const { behavior, resumes_at = null } = fields.pause_collection ?? {};
    changes.pause_collection = behavior ? { behavior, resumes_at } : null;
  }
  if (fields.default_payment_method !== undefined) {
    const named = fields.default_payment_method;
    const method = named ? await findMethod(work, named, 'default_payment_method', String(before.customer)) : null;
    if (method && method.customer !== before.customer) throw notTheirs(method.id);
    changes.default_payment_method = method?.id ?? null;
  }
  Object.assign(changes, ending(work.now, before, fields));
  const next = await changeItems(work, before, changes, fields);
  return next ?? work.change('subscription', before, changes, 'customer.subscription.updated');
}

function ending(now: number, before: Subscription, fields: Fields): Partial<Subscription> {
  const { cancel_at_period_end: atEnd, cancel_at: at, cancellation_details: words } = fields;
  if (atEnd === true && typeof at === 'number')
    throw invalid('Name cancel_at or cancel_at_period_end, not both.', 'cancel_at');
  const details = { ...before.cancellation_details!, ...(words as Partial<Subscription['cancellation_details']>) };
  const changes: Partial<Subscription> = { cancellation_details: details };
  if (typeof at === 'number') {
    if (at <= now) throw invalid('cancel_at must be in the future.', 'cancel_at');
    return {
      ...changes,
      cancel_at: at,
      cancel_at_period_end: false,
      canceled_at: now,
      cancellation_details: { ...details, reason: 'cancellation_requested' },
    };
  }
  if (atEnd === true && !before.cancel_at_period_end) {
    const end = Math.max(...before.items.data.map((item) => item.current_period_end));
    return {
      ...changes,
      cancel_at: end,
      cancel_at_period_end: true,
      canceled_at: now,
      cancellation_details: { ...details, reason: 'cancellation_requested' },
    };
  }
  if ((atEnd === false && before.cancel_at_period_end) || (at === null && before.cancel_at)) {
    const none = { comment: null, feedback: null, feedback_option: null, reason: null };
    return { ...changes, cancel_at: null, cancel_at_period_end: false, canceled_at: null, cancellation_details: none };
  }
  return changes;
}

function notTheirs(method: string): StripeError {
  const message = `The payment method ${method} is not attached to this customer.`;
  return new StripeError(message, { code: 'resource_missing', param: 'default_payment_method' });
}
