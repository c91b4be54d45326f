import type Stripe from 'stripe';

import { Conditions, listObjects, paging } from '../api/list.js';
import {
  decimal,
  hash,
  integer,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  range,
  text,
  type Values,
} from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { randomText } from '../store/ids.js';
import type { Objects, Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';

export type Coupon = Objects['coupon'];

const createShape = {
  id: text,
  amount_off: integer,
  applies_to: hash({ products: list(text) }),
  currency: text,
  duration: oneOf('forever', 'once', 'repeating'),
  duration_in_months: integer,
  max_redemptions: integer,
  metadata,
  name: text,
  percent_off: decimal,
  redeem_by: integer,
};
type Fields = Values<typeof createShape>;

/** A new coupon as it travels, without what it applies to. */
export function coupon(now: number, fields: Fields): Coupon {
  const duration = fields.duration ?? 'once';
  return {
    id: fields.id ?? randomText(8),
    object: 'coupon',
    amount_off: fields.amount_off ?? null,
    created: now,
    currency: fields.amount_off ? fields.currency!.toLowerCase() : null,
    duration,
    duration_in_months: duration === 'repeating' ? fields.duration_in_months! : null,
    livemode: false,
    max_redemptions: fields.max_redemptions ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name ?? null,
    percent_off: fields.percent_off ? Number(fields.percent_off) : null,
    redeem_by: fields.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
}

/** The ids of the products a coupon takes something off of; null for all. */
export async function productsOf(work: Work, id: string): Promise<string[] | null> {
  return ((await work.hidden(id)).products as string[] | undefined) ?? null;
}

/** Counts one redemption; the last one that is allowed ends the coupon. */
export async function redeemCoupon(work: Work, found: Coupon): Promise<void> {
  const times = found.times_redeemed + 1;
  await work.change('coupon', found, { times_redeemed: times, valid: found.valid && times !== found.max_redemptions });
}

/** @throws {StripeError} 400 for a coupon that has run out or was redeemed as often as it may be */
export function checkValid(found: Coupon, now: number, at: string): Coupon {
  const over = found.redeem_by !== null && found.redeem_by <= now;
  if (found.valid && !over) return found;
  throw new StripeError(`Coupon expired: ${found.id}`, { code: 'coupon_expired', param: at });
}

async function create(work: Work, fields: Fields): Promise<Coupon> {
  check(fields, work.now);
  if (fields.id && (await work.find('coupon', fields.id)))
    throw new StripeError('Coupon already exists.', { code: 'resource_already_exists' });
  const products = fields.applies_to?.products;
  for (const product of products ?? []) await work.load('product', product, 'applies_to[products]');
  return work.create('coupon', coupon(work.now, fields), 'coupon.created', products ? { products } : {});
}

function check(fields: Fields, now: number): void {
  const { percent_off: percent, amount_off: amount, currency, duration, duration_in_months: months } = fields;
  if (!percent && !amount) throw missingParameter('percent_off');
  if (percent && amount) throw invalid('Name percent_off or amount_off, not both.', 'percent_off');
  if (percent && (Number(percent) <= 0 || Number(percent) > 100))
    throw invalid('percent_off must be greater than 0 and at most 100.', 'percent_off');
  if (amount && amount < 1) throw invalid('amount_off must be positive.', 'amount_off', 'parameter_invalid_integer');
  if (amount && !currency) throw missingParameter('currency');
  if (duration === 'repeating' && !months) throw missingParameter('duration_in_months');
  if (duration !== 'repeating' && months)
    throw invalid('Only a repeating coupon lasts for months.', 'duration_in_months');
  if (fields.redeem_by && fields.redeem_by <= now) throw invalid('redeem_by must be in the future.', 'redeem_by');
  if (fields.max_redemptions && fields.max_redemptions < 1)
    throw invalid('max_redemptions must be positive.', 'max_redemptions', 'parameter_invalid_integer');
}

export const couponRoutes = [
  route('POST', '/v1/coupons', createShape, create),
  route('GET', '/v1/coupons', { ...paging, created: range }, (work, { created, ...page }) =>
    listObjects(work, 'coupon', '/v1/coupons', page, new Conditions().created(created)),
  ),
  route('GET', '/v1/coupons/:id', {}, (work, _fields, id) => work.load('coupon', id)),
  route('POST', '/v1/coupons/:id', { metadata, name: text }, async (work, fields, id) => {
    const before = await work.load('coupon', id);
    const changes: Partial<Coupon> = { metadata: mergeMetadata(before.metadata ?? {}, fields.metadata) };
    if (fields.name !== undefined) changes.name = fields.name;
    return work.change('coupon', before, changes, 'coupon.updated');
  }),
  route('DELETE', '/v1/coupons/:id', {}, async (work, _fields, id) => {
    await work.retire(await work.load('coupon', id), 'coupon.deleted');
    const deleted: Wire<Stripe.DeletedCoupon> = { id, object: 'coupon', deleted: true };
    return deleted;
  }),
];
