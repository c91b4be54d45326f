import type Stripe from 'stripe';

import { Conditions, listObjects, paging } from '../api/list.js';
import { required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missing } from '../api/stripe-error.js';
import { newId } from '../store/ids.js';
import type { Objects, Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { countryOf, fits, isKnownType } from './tax-id-formats.js';

export type TaxId = Objects['tax_id'];

/** Types that Stripe asks an authority about (docs: customer tax IDs). The sandbox asks none, and so they stay pending. */
const ASKED_ABOUT = ['au_abn', 'eu_vat', 'gb_vat'];
const createShape = { type: required(text), value: required(text) };
const PATH = '/v1/customers/:id/tax_ids';
const ONE = '/v1/customers/:of/tax_ids/:id';

/** A customer's tax number as it travels. */
export function taxId(now: number, customer: string, { type, value }: Values<typeof createShape>): TaxId {
  const status = ASKED_ABOUT.includes(type) ? 'pending' : 'unavailable';
  return {
    id: newId('txi'),
    object: 'tax_id',
    country: countryOf(type, value),
    created: now,
    customer,
    customer_account: null,
    livemode: false,
    owner: { customer, customer_account: null, type: 'customer' },
    type: type as TaxId['type'],
    value,
    verification: { status, verified_address: null, verified_name: null },
  };
}

/** A customer's tax numbers as an invoice prints them, the oldest first. */
export async function printedTaxIds(work: Work, customer: string): Promise<Objects['invoice']['customer_tax_ids']> {
  const { data } = await listObjects(work, 'tax_id', '', { limit: 100 }, new Conditions().add('customer = ?', customer));
  return data.toReversed().map(({ type, value }) => ({ type, value }));
}

/**
 * Stores a tax number and tells of it.
 * @throws {StripeError} 400 `tax_id_invalid` when it is not written as its type asks
 */
export async function addTaxId(work: Work, fields: Values<typeof createShape>, customer: string): Promise<TaxId> {
  await work.load('customer', customer);
  if (!isKnownType(fields.type)) throw invalid(`Invalid type: ${fields.type}`, 'type');
  if (!fits(fields.type, fields.value)) throw invalid(`Invalid value for ${fields.type}.`, 'value', 'tax_id_invalid');
  return work.create('tax_id', taxId(work.now, customer, fields), 'customer.tax_id.created');
}

async function load(work: Work, id: string, customer: string): Promise<TaxId> {
  const found = await work.load('tax_id', id);
  if (found.customer !== customer) throw missing('tax id', id);
  return found;
}

export const taxIdRoutes = [
  route('POST', PATH, createShape, addTaxId),
  route('GET', PATH, paging, async (work, page, id) => {
    await work.load('customer', id);
    return listObjects(work, 'tax_id', PATH.replace(':id', id), page, new Conditions().add('customer = ?', id));
  }),
  route('GET', ONE, {}, (work, _fields, id, customer) => load(work, id, customer)),
  route('DELETE', ONE, {}, async (work, _fields, id, customer) => {
    const found = await load(work, id, customer);
    const tombstone: Wire<Stripe.DeletedTaxId> = { id, object: 'tax_id', deleted: true };
    return work.remove<'tax_id'>(found, tombstone, 'customer.tax_id.deleted');
  }),
];
