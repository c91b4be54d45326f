import { isForProduct, sharesOf } from '../billing/discount-lines.js';
import type { Work } from '../store/work.js';
import { productsOf } from './coupon.js';
import { reductionOf, resolveWish, type DiscountWish, type Reduction } from './discount.js';
import type { LineItem } from './line-item.js';
import { findCode } from './promotion-code.js';
import { StripeError } from '../api/stripe-error.js';
import { sessionTotals, type Basket, type Session } from './session.js';

/**
 * Takes the discount a request names off of an open session. It counts as redeemed only when the session is paid.
 * @throws {StripeError} 400 with the reason why it cannot be used
 */
export async function discountSession(work: Work, session: Session, wish: DiscountWish, at: string): Promise<Session> {
  // An intent of an earlier attempt is over the amount before the discount.
  const { intent: _earlier, ...basket } = (await work.hidden(session.id)) as Basket;
  const customer = session.customer ? await work.find('customer', String(session.customer)) : null;
  const occasion = { customer, amount: session.amount_subtotal ?? 0, currency: session.currency! };
  const { coupon, code } = await resolveWish(work, wish, occasion, at);
  const lines = reduce(basket.lines, reductionOf('', coupon, await productsOf(work, coupon.id)));
  await work.remember(session.id, { ...basket, lines });
  const discounts = [{ coupon: code ? null : coupon.id, promotion_code: code }];
  return work.change('checkout.session', session, { discounts, ...sessionTotals(lines) });
}

/**
 * Takes off what a code typed on the hosted page stands for.
 * @throws {StripeError} 400 for a session that takes no codes, or a code that cannot be used
 */
export async function typeCode(work: Work, id: string, typed: string): Promise<Session> {
  const session = await work.load('checkout.session', id);
  const code = session.status === 'open' && session.allow_promotion_codes ? await findCode(work, typed) : null;
  if (!code) throw new StripeError('This code is invalid.', { code: 'promotion_code_invalid' });
  return discountSession(work, session, { promotion_code: code.id }, 'promotion_code');
}

/** The discounts of a session as a request would name them. */
export function wishesOf({ discounts }: Session): DiscountWish[] {
  return (discounts ?? []).map(({ coupon, promotion_code: code }) => ({
    coupon: coupon as string | null,
    promotion_code: code as string | null,
  }));
}

function reduce(lines: LineItem[], reduction: Reduction): LineItem[] {
  const bases = lines.map(({ price, amount_subtotal: amount }) =>
    isForProduct(reduction, price?.product as string | undefined) ? amount : 0,
  );
  const shares = sharesOf(reduction, bases);
  return lines.map((line, index) => ({
    ...line,
    amount_discount: shares[index]!,
    amount_total: line.amount_subtotal + line.amount_tax - shares[index]!,
  }));
}
