import { hash, list, text } from '../api/params.js';
import { invalid } from '../api/stripe-error.js';
import { calendarParts, clampedMoment } from '../clock.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { checkValid, productsOf, redeemCoupon, type Coupon } from './coupon.js';
import type { Customer } from './customer.js';
import { couponOf, redeemCode } from './promotion-code.js';

export type Discount = Objects['discount'];

/** `discounts[0][coupon]`: what a request names, one of the three at a time. */
export const discountsRule = list(hash({ coupon: text, discount: text, promotion_code: text }));
export type DiscountWish = ReturnType<typeof discountsRule>[number];

/** Where a discount is used, and what for: `amount` minor units of `currency` before it. */
export interface Occasion {
  customer: Customer | null;
  amount: number;
  currency: string;
  subscription?: string | null;
  invoice?: string | null;
  session?: string | null;
}

/** What a discount takes off, apart from the object: `percent` of 100, or `amount` in minor units. */
export interface Reduction {
  discount: string;
  percent: number | null;
  amount: number | null;
  /** The products it is for; null for all. */
  products: string[] | null;
  once: boolean;
}

function discount(now: number, coupon: Coupon, code: string | null, occasion: Occasion): Discount {
  return {
    id: newId('di'),
    object: 'discount',
    checkout_session: occasion.session ?? null,
    customer: occasion.customer?.id ?? null,
    customer_account: null,
    end: coupon.duration === 'repeating' ? monthsAfter(now, coupon.duration_in_months!) : null,
    invoice: occasion.invoice ?? null,
    invoice_item: null,
    promotion_code: code,
    source: { coupon: coupon.id, type: 'coupon' },
    start: now,
    subscription: occasion.subscription ?? null,
    subscription_item: null,
  };
}

/**
 * The coupon and code a wish names, if they may be used now.
 * @throws {StripeError} 400 with the reason why not
 */
export async function resolveWish(
  work: Work,
  wish: DiscountWish,
  occasion: Occasion,
  at: string,
): Promise<{ coupon: Coupon; code: string | null }> {
  if (wish.promotion_code) {
    const place = `${at}[promotion_code]`;
    const code = await work.load('promotion_code', wish.promotion_code, place);
    return { coupon: checkCurrency(await couponOf(work, code, occasion, place), occasion.currency, at), code: code.id };
  }
  if (!wish.coupon) throw invalid(`Name a coupon or a promotion code in ${at}.`, at);
  const found = checkValid(await work.load('coupon', wish.coupon, `${at}[coupon]`), work.now, `${at}[coupon]`);
  return { coupon: checkCurrency(found, occasion.currency, at), code: null };
}

/** Makes discounts of what a request names, and counts the redemptions; a discount named by its id is kept. */
export async function redeem(
  work: Work,
  wishes: DiscountWish[],
  occasion: Occasion,
  at = 'discounts',
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, wish] of wishes.entries()) {
    if (wish.discount) {
      ids.push((await work.load('discount', wish.discount, `${at}[${index}][discount]`)).id);
      continue;
    }
    const { coupon, code } = await resolveWish(work, wish, occasion, `${at}[${index}]`);
    await redeemCoupon(work, coupon);
    if (code) await redeemCode(work, code);
    const made = discount(work.now, coupon, code, occasion);
    ids.push((await work.create('discount', made, occasion.subscription ? 'customer.discount.created' : undefined)).id);
  }
  return ids;
}

/** Ends a discount: nothing that is billed from now on is cheaper for it. */
export async function endDiscount(work: Work, id: string): Promise<void> {
  const found = await work.find('discount', id);
  if (found) await work.retire({ ...found, end: found.end ?? work.now }, 'customer.discount.deleted');
}

/** Ends a discount whose months are over, and takes it from the subscription that has it. */
export async function runOut(work: Work, over: Discount): Promise<void> {
  const holder = over.subscription ? await work.find('subscription', over.subscription) : null;
  if (holder) {
    const discounts = holder.discounts.filter((id) => id !== over.id);
    await work.change('subscription', holder, { discounts }, 'customer.subscription.updated');
  }
  await endDiscount(work, over.id);
}

/** What the discounts with these ids take off now, in their order; `ended` counts in those that have ended since. */
export async function reductionsOf(work: Work, ids: readonly unknown[], ended = false): Promise<Reduction[]> {
  const reductions: Reduction[] = [];
  for (const id of ids) {
    const live = await work.find('discount', String(id));
    const found = ended ? ((await work.findAny(String(id))) as Discount | null) : live;
    if (!found || (!ended && found.end !== null && found.end <= work.now)) continue;
    const coupon = (await work.findAny(String(found.source.coupon))) as Coupon;
    reductions.push(reductionOf(found.id, coupon, await productsOf(work, coupon.id)));
  }
  return reductions;
}

/** What a coupon takes off, as the discount with this id. */
export function reductionOf(id: string, coupon: Coupon, products: string[] | null): Reduction {
  const { percent_off: percent, amount_off: amount, duration } = coupon;
  return { discount: id, percent, amount, products, once: duration === 'once' };
}

function checkCurrency(found: Coupon, currency: string, at: string): Coupon {
  if (found.amount_off === null || found.currency === currency) return found;
  throw invalid(`This coupon takes off ${found.currency}, not ${currency}.`, at);
}

function monthsAfter(moment: number, months: number): number {
  const { year, month, day, secondOfDay } = calendarParts(moment);
  return clampedMoment(year, month + months, day, secondOfDay);
}
