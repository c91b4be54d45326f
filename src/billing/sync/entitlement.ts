import { DAY, fromUnix, HOUR, plusMs } from '../../platform/clock/clock.js';

/** What of a subscription decides access, in Stripe's own words. Times are Stripe's, never those of arrival. */
export interface Facts {
  status: string;
  startedAt: Date;
  periodStart: Date;
  periodEnd: Date;
  cancelAtPeriodEnd: boolean;
  trialEnd: Date | null;
  /** It ends with its free days by itself: there is no card, and that is what was agreed. */
  endsWithTrial: boolean;
  endedAt: Date | null;
  /** Invoices are made void: nothing more is paid until somebody resumes. */
  collectionVoid: boolean;
  /** Whether the period that runs was paid for: the invoice that began it was not left a draft, open or void. */
  periodPaid: boolean;
  /** Days for which the tier stays open after a renewal that failed. */
  graceDays: number;
  /** When the unpaid renewal's invoice was finalised, or made. */
  invoicedAt: Date | null;
}

/** A renewal is charged about an hour after the period ends, and an event may be late: nobody is locked out meanwhile. */
export const RENEWAL_SLACK = 48 * HOUR;

/** How many days a failed renewal keeps a tier open, unless its creator says otherwise. */
export const GRACE_DAYS = 7;

/** `from` to just before `until`, or null when a subscription gives nothing. */
export interface Span {
  from: Date;
  until: Date;
}

/**
 * For how long a subscription opens its tier: a pure function of what Stripe says (docs: subscription statuses), in which
 * the present moment plays no part, so that nothing has to run for access to end.
 */
export function entitlement(facts: Facts): Span | null {
  const until = endOf(facts);
  return until && until > facts.startedAt ? { from: facts.startedAt, until } : null;
}

function endOf(facts: Facts): Date | null {
  switch (facts.status) {
    case 'trialing':
      return facts.cancelAtPeriodEnd || facts.endsWithTrial ? facts.trialEnd : plusMs(facts.trialEnd ?? facts.periodEnd, RENEWAL_SLACK);
    case 'active':
      if (facts.collectionVoid) return facts.periodPaid ? facts.periodEnd : facts.periodStart;
      return facts.cancelAtPeriodEnd ? facts.periodEnd : plusMs(facts.periodEnd, RENEWAL_SLACK);
    case 'past_due':
      return plusMs(facts.invoicedAt ?? facts.periodStart, facts.graceDays * DAY);
    case 'canceled':
      return facts.endedAt;
    default:
      // incomplete, incomplete_expired, unpaid, paused, and whatever Stripe invents next: nothing was paid.
      return null;
  }
}

/** Whether it is being paid for, or waits for a payment within its grace. */
export function isLive(status: string): boolean {
  return status === 'trialing' || status === 'active' || status === 'past_due';
}

/** Whether Stripe's status is one that nothing comes after. */
export function hasEnded(status: string): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}

/** Our own word for a status, which Stripe has none for: what was ours, and is at a price now that is not. */
export const UNSOLD = 'unsold';

/** Whether Stripe keeps it although it gives nothing: out of tries, paused in Stripe's own way, which ours is not, or moved to a price that is not ours. */
export function isShut(status: string): boolean {
  return status === 'unpaid' || status === 'paused' || status === UNSOLD;
}

/**
 * What a subscription object says, from the fields of API 2026-10-28; periods stand on its items.
 * @param graceDays its tier's
 * @param hasCard whether there is anything to charge
 */
export function factsOf(subscription: {
  status: string; start_date: number; trial_end: number | null; ended_at: number | null; cancel_at_period_end: boolean; cancel_at: number | null;
  items: { data: { current_period_start: number; current_period_end: number }[] };
  pause_collection?: { behavior: string } | null;
  trial_settings?: { end_behavior: { missing_payment_method: string } } | null;
  latest_invoice?: unknown;
}, graceDays: number = GRACE_DAYS, hasCard = true): Facts {
  const items = subscription.items.data;
  const periodEnd = Math.max(...items.map((item) => item.current_period_end));
  const endsAt = subscription.cancel_at !== null && subscription.cancel_at <= periodEnd ? subscription.cancel_at : periodEnd;
  return {
    status: subscription.status,
    startedAt: fromUnix(subscription.start_date),
    periodStart: fromUnix(Math.max(...items.map((item) => item.current_period_start))),
    periodEnd: fromUnix(endsAt),
    cancelAtPeriodEnd: subscription.cancel_at_period_end || (subscription.cancel_at !== null && subscription.cancel_at <= periodEnd),
    trialEnd: subscription.trial_end === null ? null : fromUnix(subscription.trial_end),
    endsWithTrial: subscription.status === 'trialing' && !hasCard && subscription.trial_settings?.end_behavior.missing_payment_method === 'cancel',
    collectionVoid: subscription.pause_collection?.behavior === 'void',
    periodPaid: isPaidFor(subscription.latest_invoice),
    graceDays,
    endedAt: subscription.ended_at === null ? null : fromUnix(subscription.ended_at),
    invoicedAt: invoicedAt(subscription.latest_invoice),
  };
}

/** A renewal that was not paid leaves its period unpaid; other invoices (a first one, a change of tier) are for less than all of it. */
function isPaidFor(invoice: unknown): boolean {
  const { billing_reason: reason, status } = (invoice ?? {}) as { billing_reason?: string | null; status?: string | null };
  return reason !== 'subscription_cycle' || status === 'paid';
}

function invoicedAt(invoice: unknown): Date | null {
  const { created, status_transitions } = (invoice ?? {}) as { created?: number; status_transitions?: { finalized_at: number | null } };
  const at = status_transitions?.finalized_at ?? created;
  return at === undefined ? null : fromUnix(at);
}
