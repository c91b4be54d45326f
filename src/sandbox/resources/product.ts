import type Stripe from 'stripe';

import { Conditions, listObjects, paging } from '../api/list.js';
import {
  decimal,
  flag,
  hash,
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
import { newId } from '../store/ids.js';
import type { Objects, Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { createPrice } from './price.js';
import { recurringRule } from './recurring.js';

export type Product = Objects['product'];

const shape = {
  active: flag,
  description: text,
  images: list(text),
  marketing_features: list(hash({ name: required(text) })),
  metadata,
  name: text,
  shippable: flag,
  statement_descriptor: text,
  tax_code: text,
  unit_label: text,
  url: text,
};
const createShape = {
  ...shape,
  id: text,
  name: required(text),
  type: oneOf('good', 'service'),
  default_price_data: hash({
    currency: required(text),
    unit_amount: integer,
    unit_amount_decimal: decimal,
    recurring: recurringRule,
    metadata,
  }),
};

/** A new product as it travels. */
export function product(now: number, fields: Values<typeof createShape>): Product {
  return {
    id: fields.id ?? newId('prod', 14),
    object: 'product',
    active: fields.active ?? true,
    created: now,
    default_price: null,
    description: fields.description ?? null,
    images: fields.images ?? [],
    livemode: false,
    marketing_features: fields.marketing_features ?? [],
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name,
    package_dimensions: null,
    shippable: fields.shippable ?? null,
    statement_descriptor: fields.statement_descriptor ?? null,
    tax_code: fields.tax_code ?? null,
    tax_details: null,
    type: fields.type ?? 'service',
    unit_label: fields.unit_label ?? null,
    updated: now,
    url: fields.url ?? null,
  };
}

async function createProduct(work: Work, fields: Values<typeof createShape>): Promise<Product> {
  if (fields.id && (await work.findAny(fields.id))) {
    throw new StripeError(`Product already exists.`, { code: 'resource_already_exists', param: 'id' });
  }
  const created = await work.create('product', product(work.now, fields), 'product.created');
  if (!fields.default_price_data) return created;
  const price = await createPrice(work, { ...fields.default_price_data, product: created.id });
  return work.change('product', created, { default_price: price.id });
}

async function updateProduct(
  work: Work,
  fields: Values<typeof shape> & { default_price?: string | null },
  id: string,
): Promise<Product> {
  const before = await work.load('product', id);
  if (fields.name === null) throw invalid("You passed an empty string for 'name'.", 'name', 'parameter_invalid_empty');
  if (fields.default_price) await work.load('price', fields.default_price, 'default_price');
  const { metadata: change, active, images, marketing_features: features, ...rest } = fields;
  const changes: Partial<Product> = {
    ...(rest as Partial<Product>),
    ...(active !== undefined && { active: active ?? true }),
    ...(images !== undefined && { images: images ?? [] }),
    ...(features !== undefined && { marketing_features: features ?? [] }),
    metadata: mergeMetadata(before.metadata, change),
    updated: work.now,
  };
  return work.change('product', before, changes, 'product.updated');
}

async function deleteProduct(work: Work, id: string): Promise<object> {
  const found = await work.load('product', id);
  const prices = await listObjects(work, 'price', '', { limit: 1 }, new Conditions().field('product', id));
  if (prices.data.length > 0) {
    throw invalid('A product that has prices cannot be deleted.');
  }
  const tombstone: Wire<Stripe.DeletedProduct> = { id, object: 'product', deleted: true };
  return work.remove<'product'>(found, tombstone, 'product.deleted');
}

export const productRoutes = [
  route('POST', '/v1/products', createShape, createProduct),
  route(
    'GET',
    '/v1/products',
    { ...paging, active: flag, created: range, ids: list(text) },
    (work, { active, created, ids, ...page }) => {
      const conditions = new Conditions().field('active', active?.toString()).created(created).add('id = ANY(?)', ids);
      return listObjects(work, 'product', '/v1/products', page, conditions);
    },
  ),
  route('GET', '/v1/products/:id', {}, (work, _fields, id) => work.load('product', id)),
  route('POST', '/v1/products/:id', { ...shape, default_price: text }, updateProduct),
  route('DELETE', '/v1/products/:id', {}, (work, _fields, id) => deleteProduct(work, id)),
];
