import { fromUnix } from '../../platform/clock/clock.js';
import type { Coming, PaidStanding, PaidStatus, ProjectedGrant, Shut } from '../../access/index.js';
import { settledBy } from '../changes/coming.js';
import type { Subscription } from '../subscription.entity.js';
import { cardOf } from '../troubles/card.js';
import { firstChargeFrom } from '../pauses/charge-days.js';
import { digestOf, type Digestible } from './digest.js';
import { entitlement, type Facts, factsOf, isLive, isShut, UNSOLD } from './entitlement.js';
import { asUnsold, chargeOf } from './unsold.js';

interface Meaning {
  tierId: string;
  creatorId: string;
  graceDays?: number;
  /** Its price is not ours any more: this is what it was for. */
  unsold?: boolean;
  /** Its customer's default payment method. */
  fallback?: unknown;
}

interface StripeSubscription extends Digestible {
  id: string;
  customer: string | { id: string };
  canceled_at: number | null;
  default_payment_method?: unknown;
  billing_cycle_anchor?: number;
  pause_collection?: { behavior: string; resumes_at?: number | null } | null;
  cancellation_details?: { reason: string | null } | null;
  items: { data: { price: { id: string; unit_amount: number | null; currency: string; recurring: { interval: string; interval_count?: number } | null }; quantity?: number; current_period_start: number; current_period_end: number }[] };
}

/**
 * Stripe's subscription as our row; pure. Whether it is surplus is not its own to say.
 * @param coming what is arranged for it, as `comingOf` reads it
 */
export function understand(
  subscription: StripeSubscription & Parameters<typeof factsOf>[0], owner: { stripeAccount: string; accountId: string }, { tierId, creatorId, graceDays, fallback, unsold = false }: Meaning,
  coming: Coming | null = null,
): Subscription {
  const card = cardOf(subscription.default_payment_method, fallback);
  const facts = factsOf(subscription, graceDays, Boolean(subscription.default_payment_method ?? fallback));
  const { price } = subscription.items.data[0]!;
  const row: Subscription = {
    stripeAccount: owner.stripeAccount, subscriptionId: subscription.id, accountId: owner.accountId, tierId, creatorId,
    customerId: typeof subscription.customer === 'string' ? subscription.customer : subscription.customer.id,
    status: facts.status, amount: price.unit_amount ?? 0, currency: price.currency.toUpperCase(), period: periodOf(price.recurring?.interval), every: price.recurring?.interval_count ?? 1,
    canceledAt: subscription.canceled_at === null ? null : fromUnix(subscription.canceled_at),
    endReason: subscription.cancellation_details?.reason ?? null,
    paused: facts.status === 'active' && facts.collectionVoid, nextChargeAt: nextChargeAt(facts, subscription),
    anchoredAt: subscription.billing_cycle_anchor === undefined ? null : fromUnix(subscription.billing_cycle_anchor), troubleSince: facts.status === 'past_due' ? facts.invoicedAt ?? facts.periodStart : null,
    card, trialEnd: facts.trialEnd, startedAt: facts.startedAt, periodEnd: facts.periodEnd, cancelAtPeriodEnd: facts.cancelAtPeriodEnd, endedAt: facts.endedAt,
    opensUntil: entitlement(facts)?.until ?? null, coming: isLive(facts.status) ? coming : null, settled: settledBy(subscription.latest_invoice), suspendedFrom: null, surplus: false,
    digest: digestOf(subscription), walkedAt: null,
  };
  return unsold ? asUnsold(row, subscription.items.data) : row;
}

/** When money is asked for next. A pause with an end goes on to the first renewal after it; one without has none. */
function nextChargeAt(facts: Facts, { items, billing_cycle_anchor: anchor, pause_collection: pause }: StripeSubscription): Date | null {
  if (!isLive(facts.status) || facts.cancelAtPeriodEnd) return null;
  if (facts.status === 'trialing') return facts.endsWithTrial ? null : facts.trialEnd ?? facts.periodEnd;
  if (!facts.collectionVoid) return facts.periodEnd;
  if (!pause?.resumes_at) return null;
  const resumesAt = fromUnix(pause.resumes_at);
  const from = resumesAt > facts.periodEnd ? resumesAt : facts.periodEnd;
  return firstChargeFrom(anchor === undefined ? facts.periodEnd : fromUnix(anchor), periodOf(items.data[0]!.price.recurring?.interval), from);
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

/** What the subscriptions of one fan at one creator give, how the paid standing reads, and what Stripe keeps that gives nothing: beside a paid one only what may be charged as well. */
export function standingOf(all: Subscription[]): { grants: ProjectedGrant[]; paid: PaidStanding | null; shut: Shut | null } {
  const grants = all.filter((row) => !row.surplus && row.opensUntil !== null)
    .map((row) => ({ source: sourceOf(row), tierId: row.tierId, from: row.startedAt, until: row.opensUntil }));
  const live = all.find((row) => isLive(row.status) && !row.surplus);
  return { grants, paid: live ? paidStanding(live) : null, shut: shutOf(live ? all.filter((row) => row.status === UNSOLD) : all) };
}

/** @returns what began last of several */
function shutOf(all: Subscription[]): Shut | null {
  const shut = all.filter((row) => isShut(row.status) && !row.surplus).sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || (a.subscriptionId < b.subscriptionId ? -1 : 1))[0];
  return shut ? { why: shut.status as Shut['why'], tierId: shut.tierId, ...(shut.status === UNSOLD && { since: shut.startedAt.toISOString(), charge: chargeOf(shut) }) } : null;
}

function paidStanding(row: Subscription): PaidStanding {
  return {
    tierId: row.tierId, since: row.startedAt, until: isResting(row) ? null : row.periodEnd, price: { amount: row.amount, currency: row.currency }, period: row.period,
    nextChargeAt: row.nextChargeAt, troubleSince: row.troubleSince, suspendedFrom: row.suspendedFrom, status: standingStatus(row), coming: row.coming,
  };
}

function standingStatus(row: Subscription): PaidStatus {
  if (row.status === 'past_due') return 'past_due';
  if (row.cancelAtPeriodEnd) return 'ending';
  if (row.paused) return 'paused';
  return row.status === 'trialing' ? 'trialing' : 'active';
}

/** Whether a pause has used up what was paid for: nothing is open, and nothing is charged. */
export function isResting(row: Pick<Subscription, 'paused' | 'opensUntil' | 'periodEnd'>): boolean {
  return row.paused && (row.opensUntil === null || row.opensUntil < row.periodEnd);
}
