import { Instant, Nullable, Type, type Static } from '../../platform/index.js';
import { MembershipView } from '../../access/index.js';
import type { Subscription } from '../subscription.entity.js';
import { isResting } from '../sync/projection.js';
import { chargeAfterPause, endsByItself, MONTHS } from './pause-choices.js';

export const PauseView = Type.Object({
  membership: MembershipView,
  /** How long it can rest, and when money is asked for again; the last is without an end. */
  choices: Type.Array(Type.Object({ months: Nullable(Type.Integer()), charge: Nullable(Instant) })),
  /** Whether going on is charged today: what was paid for has run out. */
  chargedToday: Type.Boolean(),
});

/** What a pause of this membership would mean, or does. */
export function pauseView(membership: Static<typeof MembershipView>, row: Subscription): Static<typeof PauseView> {
  const lengths = endsByItself(row.period) ? MONTHS : [];
  return {
    membership, chargedToday: isResting(row),
    choices: [
      ...lengths.map((months) => ({ months, charge: chargeAfterPause(row.periodEnd, row.anchoredAt ?? row.periodEnd, months).toISOString() })),
      { months: null, charge: null },
    ],
  };
}
