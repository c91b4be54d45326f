import { createHash } from 'node:crypto';

import { Conditions, listObjects, paging, type Page, type Paging } from '../api/list.js';
import { hash, integer, mergeMetadata, metadata, oneOf, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid, missing, missingParameter } from '../api/stripe-error.js';
import { cardOfNumber, cardOfToken, type Card } from '../cards.js';
import { calendarParts } from '../clock.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { addressRule, NO_ADDRESS, readAddress } from './address.js';
import { cardError } from './card-error.js';

export type PaymentMethod = Objects['payment_method'];

const billingDetails = hash({ address: addressRule, email: text, name: text, phone: text });
const createShape = {
  type: required(oneOf('card')),
  card: hash({ number: text, token: text, exp_month: integer, exp_year: integer, cvc: text }),
  billing_details: billingDetails,
  metadata,
};
type Billing = ReturnType<typeof billingDetails> | null;

/** A new card as it travels; it expires next year. */
export function paymentMethod(now: number, card: Card, billing: Billing = null): PaymentMethod {
  const { year, month } = calendarParts(now);
  return {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: readAddress(billing?.address) ?? NO_ADDRESS,
      email: billing?.email ?? null,
      name: billing?.name ?? null,
      phone: billing?.phone ?? null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: month + 1,
      exp_year: year + 1,
      fingerprint: createHash('sha256').update(card.number).digest('base64url').replaceAll(/[-_]/g, '0').slice(0, 16),
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  };
}

/** Stores a card and, if a customer is given, attaches it. The card's number stays hidden. */
export async function storeCard(
  work: Work,
  card: Card,
  customer: string | null,
  billing: Billing = null,
): Promise<PaymentMethod> {
  const method = { ...paymentMethod(work.now, card, billing), customer };
  return work.create('payment_method', method, customer ? 'payment_method.attached' : undefined, {
    number: card.number,
  });
}

/** The test card behind a payment method. */
export async function cardOf(work: Work, method: string): Promise<Card> {
  const { number } = await work.hidden(method);
  const card = cardOfNumber(String(number));
  if (!card) throw missing('PaymentMethod', method, 'payment_method');
  return card;
}

/** Whether the holder has confirmed that this card may be charged in their absence. */
export async function isSetUp(work: Work, method: string): Promise<boolean> {
  return (await work.hidden(method)).setUp === true;
}

/** Remembers that the holder has confirmed it. */
export async function rememberSetUp(work: Work, method: string): Promise<void> {
  await work.remember(method, { ...(await work.hidden(method)), setUp: true });
}

/** The payment method with this id; a test token such as `pm_card_visa` makes a new one. */
export async function findMethod(
  work: Work,
  id: string,
  param: string,
  customer: string | null = null,
): Promise<PaymentMethod> {
  const card = cardOfToken(id);
  return card ? storeCard(work, card, customer) : work.load('payment_method', id, param);
}

/** One page of payment methods, of one customer if one is named. */
export function listPaymentMethods(
  work: Work,
  url: string,
  page: Paging,
  customer: string | null | undefined,
  type: string | null | undefined,
): Promise<Page<PaymentMethod>> {
  return listObjects(
    work,
    'payment_method',
    url,
    page,
    new Conditions().add('customer = ?', customer).field('type', type),
  );
}

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

/**
 * Attaches a payment method, or a new one of a test token, to a customer.
 * @throws {StripeError} 402 when the bank refuses the card, 400 when it is somebody else's
 */
export async function attachMethod(work: Work, { customer }: { customer: string }, id: string): Promise<PaymentMethod> {
  const method = await findMethod(work, id, 'payment_method');
  if (method.customer && method.customer !== customer)
    throw invalid('This payment method is attached to another customer.');
  const card = await cardOf(work, method.id);
  if (card.outcome === 'declined') throw cardError(card.refusal);
  return attachTo(work, method.id, customer);
}

/** Attaches a stored card to a customer, if it is not yet theirs, and tells of it. */
export async function attachTo(work: Work, id: string, customer: string): Promise<PaymentMethod> {
  const method = await work.load('payment_method', id, 'payment_method');
  const attached = await work.change('payment_method', method, { customer });
  if (method.customer !== customer) work.emit('payment_method.attached', attached);
  return attached;
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
