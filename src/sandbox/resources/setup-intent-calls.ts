import { Conditions, listObjects, paging } from '../api/list.js';
import {
  flag,
  hash,
  ignored,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  range,
  required,
  text,
  type Values,
} from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { setUp } from '../billing/set-up.js';
import type { Work } from '../store/work.js';
import { cardError } from './card-error.js';
import { refusePaymentMethodTypes } from './payment-intent-calls.js';
import { findMethod } from './payment-method.js';
import { setupIntent, type SetupIntent } from './setup-intent.js';

const createShape = {
  confirm: flag,
  customer: text,
  description: text,
  metadata,
  payment_method: text,
  return_url: text,
  usage: oneOf('off_session', 'on_session'),
  automatic_payment_methods: hash({ enabled: required(flag), allow_redirects: oneOf('always', 'never') }),
  allowed_payment_method_types: list(text),
  payment_method_types: ignored,
  use_stripe_sdk: flag,
};
const confirmShape = { payment_method: text, return_url: text, use_stripe_sdk: flag };
const changeable = { customer: text, description: text, metadata, payment_method: text };

async function create(work: Work, fields: Values<typeof createShape>): Promise<SetupIntent> {
  refusePaymentMethodTypes(fields);
  if (fields.customer) await work.load('customer', fields.customer, 'customer');
  const method = fields.payment_method ? (await findMethod(work, fields.payment_method, 'payment_method')).id : null;
  const { customer = null, description, usage, return_url: returnUrl } = fields;
  if (returnUrl && !fields.confirm)
    throw invalid('return_url is taken when the SetupIntent is confirmed.', 'return_url');
  const intent = setupIntent(work.now, {
    customer,
    description,
    usage,
    method,
    metadata: mergeMetadata({}, fields.metadata),
    redirects: fields.automatic_payment_methods?.allow_redirects,
  });
  await work.create('setup_intent', intent, 'setup_intent.created', returnUrl ? { returnUrl } : undefined);
  return fields.confirm ? confirm(work, {}, intent.id) : intent;
}

async function confirm(work: Work, fields: Values<typeof confirmShape>, id: string): Promise<SetupIntent> {
  const intent = await loadOpen(work, id, 'confirm');
  if (fields.return_url) await work.remember(id, { ...(await work.hidden(id)), returnUrl: fields.return_url });
  const named = fields.payment_method ?? (intent.payment_method as string | null);
  if (!named) throw unexpected(intent, 'confirm', 'It has no payment method yet.');
  const method = await findMethod(work, named, 'payment_method');
  const { intent: confirmed, refusal } = await setUp(work, intent, method.id);
  if (refusal) throw cardError(refusal, { setup_intent: confirmed, payment_method: method }, true);
  return confirmed;
}

async function update(work: Work, fields: Values<typeof changeable>, id: string): Promise<SetupIntent> {
  const intent = await loadOpen(work, id, 'update');
  const { metadata: change, customer, payment_method: named, description } = fields;
  if (customer) await work.load('customer', customer, 'customer');
  const method = named ? (await findMethod(work, named, 'payment_method')).id : named;
  return work.change('setup_intent', intent, {
    metadata: mergeMetadata(intent.metadata ?? {}, change),
    ...(customer !== undefined && { customer }),
    ...(description !== undefined && { description }),
    ...(method !== undefined && {
      payment_method: method,
      status: method ? 'requires_confirmation' : 'requires_payment_method',
    }),
  });
}

async function cancel(work: Work, reason: SetupIntent['cancellation_reason'], id: string): Promise<SetupIntent> {
  const intent = await loadOpen(work, id, 'cancel');
  const changes = { status: 'canceled' as const, cancellation_reason: reason, next_action: null };
  return work.change('setup_intent', intent, changes, 'setup_intent.canceled');
}

async function loadOpen(work: Work, id: string, verb: string): Promise<SetupIntent> {
  const intent = await work.load('setup_intent', id);
  if (['succeeded', 'canceled'].includes(intent.status)) throw unexpected(intent, verb);
  return intent;
}

function unexpected(intent: SetupIntent, verb: string, why = `Its status is ${intent.status}.`): StripeError {
  const message = `You cannot ${verb} this SetupIntent. ${why}`;
  return new StripeError(message, { code: 'setup_intent_unexpected_state', more: { setup_intent: intent } });
}

export const setupIntentRoutes = [
  route('POST', '/v1/setup_intents', createShape, create),
  route(
    'GET',
    '/v1/setup_intents',
    { ...paging, customer: text, created: range, payment_method: text },
    (work, { customer, created, payment_method: method, ...page }) => {
      const conditions = new Conditions().add('customer = ?', customer).field('payment_method', method);
      return listObjects(work, 'setup_intent', '/v1/setup_intents', page, conditions.created(created));
    },
  ),
  route('GET', '/v1/setup_intents/:id', { client_secret: text }, (work, _fields, id) => work.load('setup_intent', id)),
  route('POST', '/v1/setup_intents/:id', changeable, update),
  route('POST', '/v1/setup_intents/:id/confirm', confirmShape, confirm),
  route(
    'POST',
    '/v1/setup_intents/:id/cancel',
    { cancellation_reason: oneOf('abandoned', 'duplicate', 'requested_by_customer') },
    (work, fields, id) => cancel(work, fields.cancellation_reason ?? null, id),
  ),
];
