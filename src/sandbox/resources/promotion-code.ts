import { Conditions, listObjects, paging } from '../api/list.js';
import {
  flag,
  hash,
  integer,
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
import { newId, randomText } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { checkValid, type Coupon } from './coupon.js';
import type { Customer } from './customer.js';

export type PromotionCode = Objects['promotion_code'];

const createShape = {
  promotion: required(hash({ type: required(oneOf('coupon')), coupon: text })),
  active: flag,
  code: text,
  customer: text,
  expires_at: integer,
  max_redemptions: integer,
  metadata,
  restrictions: hash({ first_time_transaction: flag, minimum_amount: integer, minimum_amount_currency: text }),
};
type Fields = Values<typeof createShape>;

/** A new code people can type for a coupon, as it travels. */
export function promotionCode(now: number, fields: Fields, code: string): PromotionCode {
  return {
    id: newId('promo'),
    object: 'promotion_code',
    active: fields.active ?? true,
    code,
    created: now,
    customer: fields.customer ?? null,
    customer_account: null,
    expires_at: fields.expires_at ?? null,
    livemode: false,
    max_redemptions: fields.max_redemptions ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    promotion: { coupon: fields.promotion.coupon ?? null, type: 'coupon' },
    restrictions: {
      first_time_transaction: fields.restrictions?.first_time_transaction ?? false,
      minimum_amount: fields.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: fields.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  };
}

/** The active code people typed, whatever the case of its letters; null for none. */
export async function findCode(work: Work, typed: string): Promise<PromotionCode | null> {
  const same = new Conditions().add("lower(data ->> 'code') = ?", typed.trim().toLowerCase()).field('active', 'true');
  return (await listObjects(work, 'promotion_code', '', { limit: 1 }, same)).data[0] ?? null;
}

/**
 * The coupon behind a code, if this customer may use it for what costs `amount` minor units of `currency`.
 * @throws {StripeError} 400 with the reason why not
 */
export async function couponOf(
  work: Work,
  code: PromotionCode,
  order: { customer: Customer | null; amount: number; currency: string },
  at: string,
): Promise<Coupon> {
  const refuse = (reason: string) => new StripeError(`This promotion code cannot be redeemed ${reason}.`, { param: at });
  const { minimum_amount: least, minimum_amount_currency: currency, first_time_transaction: first } = code.restrictions;
  if (!code.active) throw refuse('because it is not active');
  if (code.expires_at !== null && code.expires_at <= work.now) throw refuse('because it has expired');
  if (code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions)
    throw refuse('because it has been used as often as it may be');
  if (code.customer && code.customer !== order.customer?.id) throw refuse('by this customer');
  if (least !== null && (order.currency !== currency || order.amount < least)) throw refuse('for so small an amount');
  if (first && order.customer && (await hasPaid(work, order.customer.id)))
    throw refuse('because this customer has bought before');
  return checkValid(await work.load('coupon', String(code.promotion.coupon), at), work.now, at);
}

/** Counts one redemption; the last one that is allowed ends the code. */
export async function redeemCode(work: Work, id: string): Promise<void> {
  const code = await work.load('promotion_code', id);
  const times = code.times_redeemed + 1;
  const active = code.active && times !== code.max_redemptions;
  await work.change('promotion_code', code, { times_redeemed: times, active }, 'promotion_code.updated');
}

async function hasPaid(work: Work, customer: string): Promise<boolean> {
  const paid = new Conditions().add('customer = ?', customer).field('status', 'succeeded');
  return (await listObjects(work, 'charge', '', { limit: 1 }, paid)).data.length > 0;
}

async function create(work: Work, fields: Fields): Promise<PromotionCode> {
  const named = fields.promotion.coupon;
  if (!named) throw missingParameter('promotion[coupon]');
  checkValid(await work.load('coupon', named, 'promotion[coupon]'), work.now, 'promotion[coupon]');
  if (fields.customer) await work.load('customer', fields.customer, 'customer');
  if (fields.expires_at && fields.expires_at <= work.now)
    throw invalid('expires_at must be in the future.', 'expires_at');
  const least = fields.restrictions;
  if (least?.minimum_amount && !least.minimum_amount_currency)
    throw missingParameter('restrictions[minimum_amount_currency]');
  const code = fields.code ?? randomText(8, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  if (!/^[A-Za-z0-9-]+$/.test(code)) throw invalid('A code consists of letters, digits and dashes.', 'code');
  if (await findCode(work, code))
    throw new StripeError(`An active promotion code \`${code}\` already exists.`, { param: 'code' });
  return work.create('promotion_code', promotionCode(work.now, fields, code), 'promotion_code.created');
}

export const promotionCodeRoutes = [
  route('POST', '/v1/promotion_codes', createShape, create),
  route(
    'GET',
    '/v1/promotion_codes',
    { ...paging, active: flag, code: text, coupon: text, created: range, customer: text },
    (work, { active, code, coupon, created, customer, ...page }) => {
      const conditions = new Conditions().field('active', active?.toString()).field('code', code).created(created);
      conditions.add("data -> 'promotion' ->> 'coupon' = ?", coupon).add('customer = ?', customer);
      return listObjects(work, 'promotion_code', '/v1/promotion_codes', page, conditions);
    },
  ),
  route('GET', '/v1/promotion_codes/:id', {}, (work, _fields, id) => work.load('promotion_code', id)),
  route('POST', '/v1/promotion_codes/:id', { active: flag, metadata }, async (work, fields, id) => {
    const before = await work.load('promotion_code', id);
    const changes: Partial<PromotionCode> = { metadata: mergeMetadata(before.metadata ?? {}, fields.metadata) };
    if (typeof fields.active === 'boolean') changes.active = fields.active;
    return work.change('promotion_code', before, changes, 'promotion_code.updated');
  }),
];
