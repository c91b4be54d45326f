import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { CreatorView, creatorView, type CreatorWithPictures } from '../../members/index.js';
import type { TierWithPrice } from '../../tiers/index.js';
import { isFallen } from '../payments/fallen-refunds.js';
import type { Payment } from '../payments/payment.entity.js';
import type { Subscription } from '../subscription.entity.js';
import type { RefundLine } from './refund-books.query.js';

const Back = Type.Object({ id: Type.String(), sum: MoneyView, status: Type.Enum(['pending', 'succeeded', 'failed']), at: Instant });
const Line = Type.Object({
  id: Type.String(), number: Nullable(Type.String()), at: Instant, tier: Nullable(Type.String()), sum: MoneyView, left: MoneyView, periodFrom: Instant, periodUntil: Instant,
  url: Type.String(), paid: Type.Boolean(), refunds: Type.Array(Back), seen: Type.Integer(), refundable: Type.Boolean(), canEnd: Type.Boolean(),
});

/** `fresh`: no password is asked for. */
const Whose = { creator: CreatorView, member: Type.Object({ id: Type.String(), name: Type.String() }), fresh: Type.Boolean() };

/** What one member paid at a page, for its owner, and the membership that can be ended. */
export const MemberPaymentsView = Type.Object({
  ...Whose, payments: Type.Array(Line), ending: Nullable(Type.Object({ subscription: Type.String(), tier: Type.String(), url: Type.String() })),
});
/** One payment. */
export const MemberPaymentView = Type.Object({ ...Whose, payment: Line });

interface Known {
  tiers: TierWithPrice[];
  refunds: Map<string, RefundLine[]>;
  /** Their subscriptions that have not ended. */
  running: Subscription[];
  fresh: boolean;
}

export function memberPaymentsView(
  creator: CreatorWithPictures, member: { id: string; name: string }, payments: Payment[], known: Known,
): Static<typeof MemberPaymentsView> {
  const path = `/studio/${creator.handle}/members/${member.id}/payments`;
  // One that was begun and never paid for opened nothing; a second one is ended by itself.
  const row = known.running.find((one) => !one.surplus && !one.status.startsWith('incomplete'));
  const tier = known.tiers.find((one) => one.id === row?.tierId);
  return {
    creator: creatorView(creator), member: { id: member.id, name: member.name }, fresh: known.fresh, payments: payments.map((one) => lineView(one, path, known)),
    ending: row && tier ? { subscription: row.subscriptionId, tier: tier.name, url: `${path}/ending` } : null,
  };
}

function lineView(payment: Payment, path: string, { tiers, refunds, running }: Known): Static<typeof Line> {
  const { currency, amount, refunded, invoiceId } = payment;
  const back = refunds.get(invoiceId) ?? [];
  const paid = payment.status === 'paid';
  const left = paid ? amount - refunded : 0;
  return {
    id: invoiceId, number: payment.number, at: (payment.paidAt ?? payment.createdAt).toISOString(), tier: tiers.find((tier) => tier.id === payment.tierId)?.name ?? null,
    sum: { amount, currency }, left: { amount: left, currency }, periodFrom: payment.periodFrom.toISOString(), periodUntil: payment.periodUntil.toISOString(), paid,
    refunds: back.map(({ id, amount: sum, status, createdAt }) => ({ id, sum: { amount: sum, currency }, status: statusOf(status), at: createdAt.toISOString() })),
    seen: back.length, url: `${path}/${invoiceId}`, refundable: left > 0, canEnd: running.some((one) => one.subscriptionId === payment.subscriptionId),
  };
}

/** Stripe's five words in three: whatever is neither here nor gone is on its way. */
function statusOf(status: string): Static<typeof Back>['status'] {
  return status === 'succeeded' ? 'succeeded' : isFallen({ status }) ? 'failed' : 'pending';
}
