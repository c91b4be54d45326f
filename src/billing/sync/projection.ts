import type { PaidStanding, ProjectedGrant } from '../../access/index.js';
import type { Subscription } from '../subscription.entity.js';
import { entitlement, factsOf, isLive, type Facts } from './entitlement.js';

/** A subscription of Stripe's together with what its price means here. */
export interface Understood {
  row: Subscription;
  facts: Facts;
}

interface Meaning {
  tierId: string;
  creatorId: string;
}

interface StripeSubscription {
  id: string;
  customer: string | { id: string };
  items: { data: { price: { id: string; unit_amount: number | null; currency: string }; current_period_start: number; current_period_end: number }[] };
}

/** Stripe's subscription as our row; pure. */
export function understand(subscription: StripeSubscription & Parameters<typeof factsOf>[0], owner: { stripeAccount: string; accountId: string }, meaning: Meaning): Understood {
  const facts = factsOf(subscription);
  const { price } = subscription.items.data[0]!;
  return {
    facts,
    row: {
      stripeAccount: owner.stripeAccount, subscriptionId: subscription.id, accountId: owner.accountId, ...meaning,
      customerId: typeof subscription.customer === 'string' ? subscription.customer : subscription.customer.id,
      status: facts.status, amount: price.unit_amount ?? 0, currency: price.currency.toUpperCase(),
      startedAt: facts.startedAt, periodEnd: facts.periodEnd, cancelAtPeriodEnd: facts.cancelAtPeriodEnd, endedAt: facts.endedAt, surplus: false,
    },
  };
}

/**
 * One live membership per fan and creator: of several live subscriptions the oldest stays, the others are surplus.
 * Depends on Stripe's times and ids alone, so every order of events ends the same.
 */
export function markSurplus(all: Understood[]): Understood[] {
  const kept = new Map<string, string>();
  const inOrder = [...all].sort((a, b) => a.row.startedAt.getTime() - b.row.startedAt.getTime() || (a.row.subscriptionId < b.row.subscriptionId ? -1 : 1));
  for (const { row } of inOrder) if (isLive(row.status) && !kept.has(row.creatorId)) kept.set(row.creatorId, row.subscriptionId);
  return all.map((one) => ({ ...one, row: { ...one.row, surplus: isLive(one.row.status) && kept.get(one.row.creatorId) !== one.row.subscriptionId } }));
}

/** The name under which a subscription's grants stand. */
export function sourceOf(row: Subscription): string {
  return `subscription ${row.stripeAccount} ${row.subscriptionId}`;
}

/** What the subscriptions of one fan at one creator give, and how the paid standing reads. */
export function standingOf(all: Understood[]): { grants: ProjectedGrant[]; paid: PaidStanding | null } {
  const grants = all.filter((one) => !one.row.surplus).flatMap(({ row, facts }) => {
    const span = entitlement(facts);
    return span ? [{ source: sourceOf(row), tierId: row.tierId, ...span }] : [];
  });
  const live = all.find(({ row }) => isLive(row.status) && !row.surplus);
  return { grants, paid: live ? paidStanding(live.row) : null };
}

function paidStanding(row: Subscription): PaidStanding {
  return {
    tierId: row.tierId, since: row.startedAt, until: row.periodEnd, price: { amount: row.amount, currency: row.currency },
    status: row.status === 'past_due' ? 'past_due' : row.cancelAtPeriodEnd ? 'ending' : 'active',
  };
}
