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
import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { product } from './product.js';
import { recurringRule } from './recurring.js';

export type Price = Objects['price'];

const amounts = {
  currency: required(text),
  unit_amount: integer,
  unit_amount_decimal: decimal,
  recurring: recurringRule,
};
const changeable = {
  active: flag,
  lookup_key: text,
  metadata,
  nickname: text,
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  transfer_lookup_key: flag,
};
const createShape = {
  ...amounts,
  ...changeable,
  billing_scheme: oneOf('per_unit'),
  product: text,
  product_data: hash({
    name: required(text),
    metadata,
    active: flag,
    unit_label: text,
    statement_descriptor: text,
    tax_code: text,
  }),
};
/** A price made on the spot: `line_items[0][price_data]`. */
export const priceDataRule = hash({
  ...amounts,
  product: text,
  product_data: hash({ name: required(text), description: text, images: list(text), metadata }),
  tax_behavior: changeable.tax_behavior,
});
type Fields = Values<typeof createShape>;

/** A new price as it travels. */
export function price(now: number, fields: Fields & { product: string }): Price {
  const { unit_amount: whole, unit_amount_decimal: fine, recurring } = fields;
  if (typeof whole !== 'number' && !fine) throw missingParameter('unit_amount');
  if (typeof whole === 'number' && whole < 0)
    throw invalid('This value must be greater than or equal to 0.', 'unit_amount', 'parameter_invalid_integer');
  if (typeof whole === 'number' && whole > 99_999_999)
    throw invalid('Amount must be no more than 99999999.', 'unit_amount', 'amount_too_large');
  if (!/^[a-z]{3}$/i.test(fields.currency)) throw invalid(`Invalid currency: ${fields.currency}`, 'currency');
  const amount = typeof whole === 'number' ? whole : Number(fine);
  return {
    id: newId('price'),
    object: 'price',
    active: fields.active ?? true,
    billing_scheme: 'per_unit',
    created: now,
    currency: fields.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: fields.lookup_key ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    nickname: fields.nickname ?? null,
    product: fields.product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: fields.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: Number.isInteger(amount) ? amount : null,
    unit_amount_decimal: fine ?? String(amount),
  };
}

/**
 * Stores a new price, and its product if that is made with it, and tells of both.
 * @throws {StripeError} 400 for a missing product, a bad amount or currency, or a lookup key in use
 */
export async function createPrice(work: Work, fields: Fields): Promise<Price> {
  if (!fields.product && !fields.product_data) throw missingParameter('product');
  if (fields.product) await work.load('product', fields.product, 'product');
  const parent =
    fields.product ?? (await work.create('product', product(work.now, fields.product_data!), 'product.created')).id;
  await takeLookupKey(work, fields.lookup_key, fields.transfer_lookup_key);
  return work.create('price', price(work.now, { ...fields, product: parent }), 'price.created');
}

async function updatePrice(work: Work, fields: Values<typeof changeable>, id: string): Promise<Price> {
  const before = await work.load('price', id);
  const { metadata: change, transfer_lookup_key: transfer, active, tax_behavior: behaviour, ...rest } = fields;
  if (behaviour && before.tax_behavior !== 'unspecified' && behaviour !== before.tax_behavior)
    throw invalid('The tax behavior of a price cannot be changed once it is specified.', 'tax_behavior');
  if (rest.lookup_key !== before.lookup_key) await takeLookupKey(work, rest.lookup_key, transfer);
  const changes = {
    ...rest,
    ...(typeof active === 'boolean' && { active }),
    ...(behaviour && { tax_behavior: behaviour }),
    metadata: mergeMetadata(before.metadata, change),
  };
  return work.change('price', before, changes, 'price.updated');
}

async function takeLookupKey(
  work: Work,
  key: string | null | undefined,
  transfer: boolean | null | undefined,
): Promise<void> {
  if (!key) return;
  const holder = (await listObjects(work, 'price', '', { limit: 1 }, new Conditions().field('lookup_key', key)))
    .data[0];
  if (!holder) return;
  if (transfer) await work.change('price', holder, { lookup_key: null }, 'price.updated');
  else throw new StripeError(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
}

export const priceRoutes = [
  route('POST', '/v1/prices', createShape, createPrice),
  route(
    'GET',
    '/v1/prices',
    {
      ...paging,
      active: flag,
      created: range,
      currency: text,
      lookup_keys: list(text),
      product: text,
      type: oneOf('one_time', 'recurring'),
    },
    (work, { active, created, lookup_keys: keys, currency, product: parent, type, ...page }) => {
      const conditions = new Conditions()
        .field('active', active?.toString())
        .field('currency', currency)
        .field('product', parent);
      conditions.field('type', type).created(created).add("data ->> 'lookup_key' = ANY(?)", keys);
      return listObjects(work, 'price', '/v1/prices', page, conditions);
    },
  ),
  route('GET', '/v1/prices/:id', {}, (work, _fields, id) => work.load('price', id)),
  route('POST', '/v1/prices/:id', changeable, updatePrice),
];

/** Adds or finds the price of a line, given by id or made on the spot. */
export async function priceOf(
  work: Work,
  line: { price?: string | null; price_data?: ReturnType<typeof priceDataRule> | null },
  at: string,
): Promise<Price> {
  if (line.price) {
    const found = await work.load('price', line.price, `${at}[price]`);
    if (!found.active) throw invalid('This price is not active.', `${at}[price]`);
    return found;
  }
  if (!line.price_data) throw missingParameter(`${at}[price]`);
  const { product: parent, product_data: data, ...rest } = line.price_data;
  const created = await createPrice(work, { ...rest, active: true, product: parent, product_data: data });
  return created;
}
