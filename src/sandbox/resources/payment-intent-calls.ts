import { Conditions, listObjects, paging } from '../api/list.js';
import {
  flag,
  hash,
  ignored,
  integer,
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
import { confirmIntent } from '../billing/confirm.js';
import { tellInvoice } from '../billing/linked-invoice.js';
import type { Work } from '../store/work.js';
import { readShipping, shippingRule } from './address.js';
import { cardError } from './card-error.js';
import { createIntent, type PaymentIntent } from './payment-intent.js';
import { findMethod } from './payment-method.js';

const createShape = {
  amount: required(integer),
  currency: required(text),
  customer: text,
  description: text,
  metadata,
  payment_method: text,
  receipt_email: text,
  confirm: flag,
  off_session: flag,
  return_url: text,
  shipping: shippingRule,
  setup_future_usage: oneOf('off_session', 'on_session'),
  automatic_payment_methods: hash({ enabled: required(flag), allow_redirects: oneOf('always', 'never') }),
  capture_method: oneOf('automatic', 'automatic_async'),
  confirmation_method: oneOf('automatic'),
  allowed_payment_method_types: list(text),
  payment_method_types: ignored,
};
const confirmShape = { payment_method: text, off_session: flag, return_url: text, receipt_email: text };

async function create(work: Work, fields: Values<typeof createShape>): Promise<PaymentIntent> {
  refusePaymentMethodTypes(fields);
  if (fields.amount < 1)
    throw invalid('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  const customer = fields.customer ?? null;
  if (customer) await work.load('customer', customer, 'customer');
  const method = fields.payment_method ? (await findMethod(work, fields.payment_method, 'payment_method')).id : null;
  const intent = await createIntent(work, {
    amount: fields.amount,
    currency: fields.currency.toLowerCase(),
    customer,
    description: fields.description,
    method,
    keepsMethod: fields.setup_future_usage === 'off_session',
    metadata: mergeMetadata({}, fields.metadata),
    receiptEmail: fields.receipt_email,
    shipping: readShipping(fields.shipping),
    alone: true,
  });
  return fields.confirm
    ? confirm(work, { payment_method: method, off_session: fields.off_session, return_url: fields.return_url }, intent.id)
    : intent;
}

async function confirm(work: Work, fields: Values<typeof confirmShape>, id: string): Promise<PaymentIntent> {
  const intent = await work.load('payment_intent', id);
  if (['succeeded', 'canceled'].includes(intent.status)) throw unexpected(intent, 'confirm');
  const named = fields.payment_method ?? (intent.payment_method as string | null);
  if (!named)
    throw invalid(
      'A PaymentIntent without a payment method cannot be confirmed.',
      undefined,
      'payment_intent_unexpected_state',
    );
  const method = await findMethod(work, named, 'payment_method');
  if (fields.return_url) await work.remember(id, { ...(await work.hidden(id)), returnUrl: fields.return_url });
  const away = fields.off_session === true;
  const confirmation = await confirmIntent(work, intent, method.id, !away, away ? 'impossible' : 'asked');
  const { intent: confirmed, refusal } = confirmation;
  await tellInvoice(work, confirmation);
  if (refusal)
    throw cardError(
      refusal,
      { charge: confirmed.latest_charge, payment_intent: confirmed, payment_method: method },
      true,
    );
  return confirmed;
}

async function cancel(work: Work, reason: string | null | undefined, id: string): Promise<PaymentIntent> {
  const intent = await work.load('payment_intent', id);
  if (['succeeded', 'canceled'].includes(intent.status)) throw unexpected(intent, 'cancel');
  const changes = {
    status: 'canceled' as const,
    canceled_at: work.now,
    cancellation_reason: (reason ?? null) as PaymentIntent['cancellation_reason'],
    next_action: null,
  };
  return work.change('payment_intent', intent, changes, 'payment_intent.canceled');
}

function unexpected(intent: PaymentIntent, verb: string): StripeError {
  const message = `You cannot ${verb} a PaymentIntent whose status is ${intent.status}.`;
  return new StripeError(message, { code: 'payment_intent_unexpected_state', more: { payment_intent: intent } });
}

/** @throws {StripeError} for the parameter that the API took away in September 2026 */
export function refusePaymentMethodTypes(fields: { payment_method_types?: unknown }): void {
  if (fields.payment_method_types === undefined) return;
  const message = 'payment_method_types is no longer supported; allowed_payment_method_types may be used.';
  throw new StripeError(message, { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' });
}

const changeable = {
  description: text,
  metadata,
  receipt_email: text,
  amount: integer,
  customer: text,
  payment_method: text,
};

async function update(work: Work, fields: Values<typeof changeable>, id: string): Promise<PaymentIntent> {
  const intent = await work.load('payment_intent', id);
  const { metadata: change, amount, ...rest } = fields;
  if (typeof amount === 'number' && ['succeeded', 'canceled'].includes(intent.status))
    throw unexpected(intent, 'update');
  if (rest.customer) await work.load('customer', rest.customer, 'customer');
  if (rest.payment_method) rest.payment_method = (await findMethod(work, rest.payment_method, 'payment_method')).id;
  const changes = {
    ...rest,
    ...(typeof amount === 'number' && { amount }),
    metadata: mergeMetadata(intent.metadata, change),
  };
  return work.change('payment_intent', intent, changes);
}

export const paymentIntentRoutes = [
  route('POST', '/v1/payment_intents', createShape, create),
  route(
    'GET',
    '/v1/payment_intents',
    { ...paging, customer: text, created: range },
    (work, { customer, created, ...page }) =>
      listObjects(
        work,
        'payment_intent',
        '/v1/payment_intents',
        page,
        new Conditions().add('customer = ?', customer).created(created),
      ),
  ),
  route('GET', '/v1/payment_intents/:id', { client_secret: text }, (work, _fields, id) =>
    work.load('payment_intent', id),
  ),
  route('POST', '/v1/payment_intents/:id', changeable, update),
  route('POST', '/v1/payment_intents/:id/confirm', confirmShape, confirm),
  route(
    'POST',
    '/v1/payment_intents/:id/cancel',
    { cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer') },
    (work, fields, id) => cancel(work, fields.cancellation_reason, id),
  ),
];
