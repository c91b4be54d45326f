import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { CreatorCard, creatorCard, type CreatorWithPictures } from '../../members/index.js';
import { askUrl, nextAmount } from '../../access/index.js';
import type { Tier } from '../../tiers/index.js';
import type { Payment } from '../payments/payment.entity.js';
import type { Subscription } from '../subscription.entity.js';
import { isLive } from '../sync/entitlement.js';

export const CardView = Type.Object({
  creator: CreatorCard, tier: Type.String(), price: MoneyView, interval: Type.Enum(['day', 'week', 'month', 'year']),
  state: Type.Enum(['owed', 'fine', 'over']),
  owed: Nullable(Type.Object({ sum: MoneyView, since: Instant, nextAttempt: Nullable(Instant), confirm: Type.Boolean() })),
  openUntil: Nullable(Instant), nextCharge: Nullable(Instant), nextPrice: Nullable(MoneyView),
  card: Nullable(Type.Object({ brand: Type.String(), last4: Type.String(), month: Type.Integer(), year: Type.Integer() })),
  /** Where to ask for a smaller price. */
  askUrl: Nullable(Type.String()),
  /** Where another card, or the bank's question, is asked for. */
  action: Type.String(),
});
export type CardView = Static<typeof CardView>;

export const CardReturnView = Type.Object({ ...CardView.properties, outcome: Type.Enum(['fine', 'paid', 'refused', 'unchanged', 'confirming']), refresh: Nullable(Type.Integer()) });

/**
 * How one membership is paid for, as its fan sees it.
 * @param payment what is owed, if anything is
 * @param tiers of its page
 * @param now what has been open until then is closed
 */
export function cardView(row: Subscription, payment: Payment | null, creator: CreatorWithPictures, tiers: Tier[], action: string, now: Date): CardView {
  const owed = owedOf(row, payment);
  const live = isLive(row.status) || owed !== null;
  const nextCharge = row.status === 'past_due' ? null : row.nextChargeAt;
  return {
    creator: creatorCard(creator), tier: tiers.find((one) => one.id === row.tierId)!.name, price: { amount: row.amount, currency: row.currency }, interval: row.period,
    state: !live ? 'over' : row.status === 'past_due' || owed ? 'owed' : 'fine',
    owed: owed && {
      sum: { amount: owed.amount, currency: owed.currency }, since: owed.createdAt.toISOString(), nextAttempt: owed.nextAttemptAt?.toISOString() ?? null,
      confirm: owed.failure === 'authentication_required',
    },
    openUntil: row.status === 'past_due' && row.opensUntil && row.opensUntil > now ? row.opensUntil.toISOString() : null,
    nextCharge: nextCharge?.toISOString() ?? null, nextPrice: nextCharge && { amount: nextAmount(row.amount, nextCharge, row.coming), currency: row.currency },
    card: row.card, askUrl: askUrl(creator, tiers, row.tierId), action,
  };
}

/**
 * What can be paid for a membership so that it goes on; pure. One that is unpaid goes on with its latest invoice alone (docs: subscription
 * statuses): what is open of an earlier period would take money and open nothing.
 * @param payment the newest that is open
 */
export function owedOf(row: Pick<Subscription, 'status' | 'periodEnd'>, payment: Payment | null): Payment | null {
  if (row.status === 'unpaid') return payment && payment.periodUntil >= row.periodEnd ? payment : null;
  return row.status === 'past_due' ? payment : null;
}
