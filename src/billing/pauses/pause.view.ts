import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { MembershipView, nextAmount } from '../../access/index.js';
import type { Subscription } from '../subscription.entity.js';
import { isResting } from '../sync/projection.js';
import { chargeAfterPause, endsByItself, MONTHS } from './pause-choices.js';

export const PauseView = Type.Object({
  membership: MembershipView,
  /** How long it can rest, when money is asked for again and how much, a change that is to come counted; the last is without an end. */
  choices: Type.Array(Type.Object({ months: Nullable(Type.Integer()), charge: Nullable(Instant), price: Nullable(MoneyView) })),
  /** Whether going on is charged today: what was paid for has run out. */
  chargedToday: Type.Boolean(),
  /** What is charged first when it goes on now. */
  goOnPrice: MoneyView,
});

/** What a pause of this membership would mean, or does. */
export function pauseView(membership: Static<typeof MembershipView>, row: Subscription): Static<typeof PauseView> {
  const lengths = endsByItself(row.period) ? MONTHS : [];
  const priceAt = (day: Date) => ({ amount: nextAmount(row.amount, day, row.coming), currency: row.currency });
  const choice = (months: number, day: Date) => ({ months, charge: day.toISOString(), price: priceAt(day) });
  return {
    membership, chargedToday: isResting(row), goOnPrice: isResting(row) ? { amount: row.amount, currency: row.currency } : priceAt(row.periodEnd),
    choices: [
      ...lengths.map((months) => choice(months, chargeAfterPause(row.periodEnd, row.anchoredAt ?? row.periodEnd, months))),
      { months: null, charge: null, price: null },
    ],
  };
}
