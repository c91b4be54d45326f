import type Stripe from 'stripe';

import { Conditions, listObjects, paging } from '../api/list.js';
import { hash, list, mergeMetadata, metadata, oneOf, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missing } from '../api/stripe-error.js';
import { newId, randomText } from '../store/ids.js';
import type { Objects, Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { cancelSubscription } from '../billing/cancel.js';
import { addressRule, readAddress } from './address.js';
import { attachMethod, listPaymentMethods } from './payment-method.js';

export type Customer = Objects['customer'];

const shape = {
  address: addressRule,
  description: text,
  email: text,
  invoice_settings: hash({ default_payment_method: text, footer: text }),
  metadata,
  name: text,
  phone: text,
  preferred_locales: list(text),
  tax: hash({ validate_location: oneOf('auto', 'deferred', 'immediately') }),
  tax_exempt: oneOf('none', 'exempt', 'reverse'),
};
const createShape = { ...shape, payment_method: text, test_clock: text };
const DEFAULT = 'invoice_settings[default_payment_method]';
type Fields = Values<typeof shape>;
type CreateFields = Values<typeof createShape>;

/** A new customer as it travels. */
export function customer(now: number, fields: Fields = {}): Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: readAddress(fields.address),
    balance: 0,
    created: now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: fields.description ?? null,
    discount: null,
    email: checkEmail(fields.email) ?? null,
    invoice_prefix: randomText(8, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: fields.invoice_settings?.default_payment_method ?? null,
      footer: fields.invoice_settings?.footer ?? null,
      rendering_options: null,
    },
    livemode: false,
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name ?? null,
    next_invoice_sequence: 1,
    phone: fields.phone ?? null,
    preferred_locales: fields.preferred_locales ?? [],
    shipping: null,
    tax_exempt: fields.tax_exempt ?? 'none',
    test_clock: null,
  };
}

/**
 * Stores a new customer and tells of it; a payment method named with it is attached at once. One made with a test clock
 * goes by it.
 */
export async function createCustomer(work: Work, fields: CreateFields): Promise<Customer> {
  const { payment_method: named, test_clock: clock, ...rest } = fields;
  if (clock) await work.follow(clock, 'test_clock');
  const made = customer(work.now, rest);
  const wished = made.invoice_settings.default_payment_method;
  if (wished && wished !== named)
    throw invalid(`The payment method ${wished} is not attached to this customer.`, DEFAULT);
  if (!named) return work.create('customer', made, 'customer.created');
  const method = await attachMethod(work, { customer: made.id }, named);
  if (wished) made.invoice_settings.default_payment_method = method.id;
  return work.create('customer', made, 'customer.created');
}

async function updateCustomer(work: Work, fields: Fields, id: string): Promise<Customer> {
  const before = await work.load('customer', id);
  const method = fields.invoice_settings?.default_payment_method;
  if (method) await checkAttached(work, method, id);
  const changes: Partial<Customer> = { metadata: mergeMetadata(before.metadata, fields.metadata) };
  if (fields.email !== undefined) changes.email = checkEmail(fields.email) ?? null;
  if (fields.address !== undefined) changes.address = readAddress(fields.address);
  if (fields.preferred_locales !== undefined) changes.preferred_locales = fields.preferred_locales ?? [];
  if (fields.tax_exempt !== undefined) changes.tax_exempt = fields.tax_exempt ?? 'none';
  for (const name of ['description', 'name', 'phone'] as const) {
    if (fields[name] !== undefined) changes[name] = fields[name];
  }
  if (fields.invoice_settings) changes.invoice_settings = { ...before.invoice_settings, ...fields.invoice_settings };
  return work.change('customer', before, changes, 'customer.updated');
}

/** Deletes a customer; what they subscribed to ends. */
export async function deleteCustomer(work: Work, id: string): Promise<object> {
  const found = await work.load('customer', id);
  const running = await listObjects(work, 'subscription', '', { limit: 100 }, new Conditions().add('customer = ?', id));
  for (const subscription of running.data) {
    if (!['canceled', 'incomplete_expired'].includes(subscription.status)) await cancelSubscription(work, subscription);
  }
  const tombstone: Wire<Stripe.DeletedCustomer> = { id, object: 'customer', deleted: true };
  return work.remove<'customer'>(found, tombstone, 'customer.deleted');
}

async function checkAttached(work: Work, method: string, id: string): Promise<void> {
  const found = await work.load('payment_method', method, DEFAULT);
  if (found.customer === id) return;
  throw invalid(`The payment method ${method} is not attached to this customer.`, DEFAULT, 'resource_missing');
}

function checkEmail(email: string | null | undefined): string | null | undefined {
  if (!email || /^[^\s@]+@[^\s@]+$/.test(email)) return email;
  throw invalid(`Invalid email address: ${email}`, 'email', 'email_invalid');
}

export const customerRoutes = [
  route('POST', '/v1/customers', createShape, createCustomer),
  route(
    'GET',
    '/v1/customers',
    { ...paging, email: text, created: range, test_clock: text },
    (work, { email, created, test_clock: clock, ...page }) => {
      const conditions = new Conditions().field('email', email).created(created).onClock(clock);
      return listObjects(work, 'customer', '/v1/customers', page, conditions);
    },
  ),
  route('GET', '/v1/customers/:id', {}, async (work, _fields, id) => {
    const found = await work.findAny(id);
    return found?.object === 'customer' ? found : work.load('customer', id);
  }),
  route('POST', '/v1/customers/:id', shape, updateCustomer),
  route('DELETE', '/v1/customers/:id', {}, (work, _fields, id) => deleteCustomer(work, id)),
  // Since coupons are put on subscriptions and invoices only, a customer has no discount of their own.
  route('DELETE', '/v1/customers/:id/discount', {}, async (work, _fields, id) => {
    await work.load('customer', id);
    throw missing('discount for customer', id);
  }),
  route('GET', '/v1/customers/:id/payment_methods', { ...paging, type: text }, async (work, { type, ...page }, id) => {
    await work.load('customer', id);
    return listPaymentMethods(work, `/v1/customers/${id}/payment_methods`, page, id, type);
  }),
];
