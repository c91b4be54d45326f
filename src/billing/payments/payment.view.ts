import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import type { CreatorWithPictures } from '../../members/index.js';
import type { TierWithPrice } from '../../tiers/index.js';
import type { Payment } from './payment.entity.js';

export const PaymentView = Type.Object({
  id: Type.String(), number: Nullable(Type.String()), url: Type.String(), status: Type.Enum(['open', 'paid', 'void', 'uncollectible', 'refunded', 'part_refunded']),
  price: MoneyView, tax: MoneyView, refunded: MoneyView, interval: Type.String(), periodFrom: Instant, periodUntil: Instant, at: Instant, attempts: Type.Integer(), nextAttemptAt: Nullable(Instant),
  creator: Nullable(Type.Object({ name: Type.String(), url: Type.String(), hue: Type.Integer(), chroma: Type.Integer() })), tier: Nullable(Type.String()),
});
export type PaymentView = Static<typeof PaymentView>;

/** A payment as its fan sees it. */
export function paymentView(payment: Payment, creator: CreatorWithPictures | undefined, tier: TierWithPrice | undefined): PaymentView {
  const { currency, amount, tax, refunded } = payment;
  return {
    id: payment.invoiceId, number: payment.number, url: `/account/charges/${payment.invoiceId}`,
    status: payment.status === 'paid' && refunded > 0 ? (refunded >= amount ? 'refunded' : 'part_refunded') : payment.status,
    price: { amount, currency }, tax: { amount: tax, currency }, refunded: { amount: refunded, currency }, interval: payment.period,
    periodFrom: payment.periodFrom.toISOString(), periodUntil: payment.periodUntil.toISOString(), at: (payment.paidAt ?? payment.createdAt).toISOString(),
    attempts: payment.attempts, nextAttemptAt: payment.nextAttemptAt?.toISOString() ?? null,
    creator: creator ? { name: creator.name, url: `/@${creator.handle}`, hue: creator.hue, chroma: creator.chroma } : null, tier: tier?.name ?? null,
  };
}
