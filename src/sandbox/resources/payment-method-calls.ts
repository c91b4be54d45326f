import { paging } from '../api/list.js';
import { hash, integer, mergeMetadata, metadata, oneOf, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { cardOfNumber, cardOfToken } from '../cards.js';
import type { Work } from '../store/work.js';
import { NO_ADDRESS, readAddress } from './address.js';
import {
  attachMethod,
  billingDetails,
  listPaymentMethods,
  paymentMethod,
  type PaymentMethod,
} from './payment-method.js';

const createShape = {
  type: required(oneOf('card')),
  card: hash({ number: text, token: text, exp_month: integer, exp_year: integer, cvc: text }),
  billing_details: billingDetails,
  metadata,
};

async function create(work: Work, fields: Values<typeof createShape>): Promise<PaymentMethod> {
  if (!fields.card) throw missingParameter('card');
  const { number, token } = fields.card;
  const card = token ? cardOfToken(token.replace(/^tok_/, 'pm_card_')) : cardOfNumber(number ?? '');
  if (!card) {
    throw new StripeError('Your card number is incorrect.', {
      status: 402,
      type: 'card_error',
      code: 'incorrect_number',
      param: 'card[number]',
    });
  }
  const method = {
    ...paymentMethod(work.now, card, fields.billing_details),
    metadata: mergeMetadata({}, fields.metadata),
  };
  return work.create('payment_method', method, undefined, { number: card.number });
}

async function attach(work: Work, fields: { customer: string }, id: string): Promise<PaymentMethod> {
  await work.load('customer', fields.customer, 'customer');
  return attachMethod(work, fields, id);
}

async function detach(work: Work, id: string): Promise<PaymentMethod> {
  const method = await work.load('payment_method', id);
  if (!method.customer) throw invalid('This payment method is not attached to a customer.');
  const owner = await work.find('customer', String(method.customer));
  if (owner?.invoice_settings.default_payment_method === id) {
    const settings = { ...owner.invoice_settings, default_payment_method: null };
    await work.change('customer', owner, { invoice_settings: settings }, 'customer.updated');
  }
  const detached = await work.change('payment_method', method, { customer: null });
  work.emit('payment_method.detached', detached, { customer: method.customer });
  return detached;
}

const updateShape = {
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: billingDetails,
  card: hash({ exp_month: integer, exp_year: integer }),
  metadata,
};

async function update(work: Work, fields: Values<typeof updateShape>, id: string): Promise<PaymentMethod> {
  const before = await work.load('payment_method', id);
  const { address, ...names } = fields.billing_details ?? {};
  const details = {
    ...before.billing_details,
    ...names,
    ...(address !== undefined && { address: readAddress(address) ?? NO_ADDRESS }),
  };
  const { exp_month: month, exp_year: year } = fields.card ?? {};
  const changes: Partial<PaymentMethod> = {
    metadata: mergeMetadata(before.metadata ?? {}, fields.metadata),
    billing_details: details,
    ...(fields.allow_redisplay && { allow_redisplay: fields.allow_redisplay }),
    card: { ...before.card!, ...(month && { exp_month: month }), ...(year && { exp_year: year }) },
  };
  return work.change('payment_method', before, changes, 'payment_method.updated');
}

export const paymentMethodRoutes = [
  route('POST', '/v1/payment_methods', createShape, create),
  route('GET', '/v1/payment_methods', { ...paging, customer: text, type: text }, (work, { customer, type, ...page }) =>
    listPaymentMethods(work, '/v1/payment_methods', page, customer, type),
  ),
  route('GET', '/v1/payment_methods/:id', {}, (work, _fields, id) => work.load('payment_method', id)),
  route('POST', '/v1/payment_methods/:id', updateShape, update),
  route('POST', '/v1/payment_methods/:id/attach', { customer: required(text) }, attach),
  route('POST', '/v1/payment_methods/:id/detach', {}, (work, _fields, id) => detach(work, id)),
];
