import { fromUnix } from '../../platform/clock/clock.js';
import type { PaidStanding, ProjectedGrant } from '../../access/index.js';
import type { Subscription } from '../subscription.entity.js';
import { entitlement, factsOf, isLive } from './entitlement.js';

interface Meaning {
  tierId: string;
  creatorId: string;
}

interface StripeSubscription {
  id: string;
  customer: string | { id: string };
  canceled_at: number | null;
  cancellation_details?: { reason: string | null } | null;
  items: { data: { price: { id: string; unit_amount: number | null; currency: string; recurring: { interval: string } | null }; current_period_start: number; current_period_end: number }[] };
}

/** Stripe's subscription as our row; pure. Whether it is surplus is not its own to say. */
export function understand(subscription: StripeSubscription & Parameters<typeof factsOf>[0], owner: { stripeAccount: string; accountId: string }, { tierId, creatorId }: Meaning): Subscription {
  const facts = factsOf(subscription);
  const { price } = subscription.items.data[0]!;
  return {
    stripeAccount: owner.stripeAccount, subscriptionId: subscription.id, accountId: owner.accountId, tierId, creatorId,
    customerId: typeof subscription.customer === 'string' ? subscription.customer : subscription.customer.id,
    status: facts.status, amount: price.unit_amount ?? 0, currency: price.currency.toUpperCase(), period: periodOf(price.recurring?.interval),
    canceledAt: subscription.canceled_at === null ? null : fromUnix(subscription.canceled_at),
    endReason: subscription.cancellation_details?.reason ?? null,
    startedAt: facts.startedAt, periodEnd: facts.periodEnd, cancelAtPeriodEnd: facts.cancelAtPeriodEnd, endedAt: facts.endedAt,
    opensUntil: entitlement(facts)?.until ?? null, suspendedFrom: null, surplus: false,
  };
}

/** Only told to people, so an interval that Stripe invents next is told as a month. */
function periodOf(interval: string | undefined): Subscription['period'] {
  return (['day', 'week', 'month', 'year'] as const).find((one) => one === interval) ?? 'month';
}

/**
 * One live membership per fan and creator, whatever the currency: of several live subscriptions the one that stands
 * already stays, else the oldest; the others are surplus. What was surplus stays so, since its money is on its way back.
 * @param all every subscription of one fan at one creator, of all their Stripe customers
 * @param standing ids of those that were live and not surplus before
 */
export function markSurplus(all: Subscription[], standing: ReadonlySet<string>): Subscription[] {
  const rank = (row: Subscription) => [standing.has(row.subscriptionId) ? 0 : 1, row.startedAt.getTime()] as const;
  const live = all.filter((row) => isLive(row.status) && !row.surplus).sort((a, b) => {
    const [[aStands, aStarted], [bStands, bStarted]] = [rank(a), rank(b)];
    return aStands - bStands || aStarted - bStarted || (a.subscriptionId < b.subscriptionId ? -1 : 1);
  });
  return all.map((row) => ({ ...row, surplus: row.surplus || (isLive(row.status) && row.subscriptionId !== live[0]?.subscriptionId) }));
}

/** The name under which a subscription's grants stand. */
export function sourceOf(row: Pick<Subscription, 'stripeAccount' | 'subscriptionId'>): string {
  return `subscription ${row.stripeAccount} ${row.subscriptionId}`;
}

/** What the subscriptions of one fan at one creator give, and how the paid standing reads. */
export function standingOf(all: Subscription[]): { grants: ProjectedGrant[]; paid: PaidStanding | null } {
  const grants = all.filter((row) => !row.surplus && row.opensUntil !== null)
    .map((row) => ({ source: sourceOf(row), tierId: row.tierId, from: row.startedAt, until: row.opensUntil }));
  const live = all.find((row) => isLive(row.status) && !row.surplus);
  return { grants, paid: live ? paidStanding(live) : null };
}

function paidStanding(row: Subscription): PaidStanding {
  return {
    tierId: row.tierId, since: row.startedAt, until: row.periodEnd, price: { amount: row.amount, currency: row.currency }, period: row.period,
    suspendedFrom: row.suspendedFrom, status: row.status === 'past_due' ? 'past_due' : row.cancelAtPeriodEnd ? 'ending' : 'active',
  };
}
