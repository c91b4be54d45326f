import type { Sentence } from './sentence.js';

/** One subscription as Stripe told of it last, and what we know of its end. */
export interface SubscriptionFacts {
  id: string;
  tier: string;
  status: string;
  amount: number;
  currency: string;
  period: string;
  /** Of how many such periods one charge is. */
  every: number;
  periodEnd: Date;
  trialEnd: Date | null;
  opensUntil: Date | null;
  nextChargeAt: Date | null;
  ending: boolean;
  paused: boolean;
  canceledAt: Date | null;
  endedAt: Date | null;
  /** Stripe's word for why it was cancelled. */
  endReason: string | null;
  /** Who of ours ended it, where that is written down. */
  endedBy: 'withdrawal' | 'page' | 'closing' | 'repeated' | null;
  suspendedFrom: Date | null;
  surplus: boolean;
  /** Its customer was deleted at Stripe. */
  customerGone: boolean;
}

/** Of these nothing is paid, each for a reason of its own. */
const SHUT = ['incomplete', 'incomplete_expired', 'unpaid', 'paused'];

/**
 * What a subscription costs, how it stands and what it opens; pure.
 * @param heldUntil until when we keep open what it gave, being behind with Stripe
 */
export function explainSubscription(one: SubscriptionFacts, now: Date, heldUntil: Date | null = null): Sentence[] {
  const { id, tier, amount, currency, period } = one;
  const sum = { amount, currency };
  if (one.status === 'unsold') return unsold(one);
  // Ours alone: of whatever Stripe lists no more.
  const status = one.status === 'gone' ? 'deleted' : one.status;
  return [{ key: `costs.${period}`, values: { tier, id, sum } }, ...standing(one, now, heldUntil).map(({ key, values }) => ({ key: `stands.${key}`, values: { status, sum, ...values } }))];
}

/** Why it opens its tier for now: `late` when what we know to be paid for, or free, has run out. */
export function openBecause({ status, periodEnd, trialEnd, ending }: SubscriptionFacts, now: Date): 'membership' | 'trial' | 'grace' | 'late' {
  if (status === 'past_due') return 'grace';
  if (!ending && (status === 'trialing' ? trialEnd ?? periodEnd : periodEnd) <= now) return 'late';
  return status === 'trialing' ? 'trial' : 'membership';
}

function standing(one: SubscriptionFacts, now: Date, heldUntil: Date | null): Sentence[] {
  const { status, opensUntil, endedAt, suspendedFrom, surplus } = one;
  if (surplus) return [{ key: 'surplus' }];
  if (status === 'incomplete_expired') return [{ key: 'shut.incomplete_expired' }];
  if (endedAt) return [{ key: `ended.${endingOf(one, endedAt)}`, values: { day: endedAt } }];
  if (status === 'gone') return [{ key: one.customerGone ? 'goneCustomer' : 'gone' }];
  if (suspendedFrom) return [{ key: 'suspended', values: { day: suspendedFrom } }];
  if (SHUT.includes(status)) return [{ key: `shut.${status}` }];
  if (one.paused && !one.ending) return paused(one);
  if (!opensUntil) return [{ key: 'shut.other' }];
  switch (status) {
    case 'past_due': return heldUntil ? [{ key: 'failed' }, { key: 'held', values: { day: opensUntil, until: heldUntil } }]
      : [{ key: now < opensUntil ? 'grace' : 'graceOver', values: { day: opensUntil } }];
    case 'trialing': return trial(one, opensUntil, now, heldUntil);
    case 'active': return one.ending ? [{ key: 'ending', values: { day: opensUntil } }]
      : [{ key: 'active', values: { day: one.periodEnd } }, ...afterwards(one.periodEnd, opensUntil, now, heldUntil)];
    default: return [{ key: 'shut.other' }];
  }
}

/** Its tier is what it was for: what it costs now is a price that whoever moved it chose. */
function unsold({ id, tier, amount, currency, period, every, nextChargeAt }: SubscriptionFacts): Sentence[] {
  const charge = nextChargeAt && { key: amount > 0 ? `charged.${period}` : 'charged.unknown', values: { sum: { amount, currency }, count: every, day: nextChargeAt } };
  return [{ key: 'unsold', values: { tier, id } }, charge ?? { key: 'charged.not' }];
}

function trial(one: SubscriptionFacts, opensUntil: Date, now: Date, heldUntil: Date | null): Sentence[] {
  const day = one.trialEnd ?? one.periodEnd;
  if (one.ending) return [{ key: 'trialEnding', values: { day } }];
  // Nothing will be charged, although nobody cancelled: there is no card.
  if (!one.nextChargeAt) return [{ key: 'trialAlone', values: { day } }];
  return [{ key: 'trial', values: { day } }, ...afterwards(day, opensUntil, now, heldUntil)];
}

/** It gives what was paid for before the pause, which Stripe's periods may have left behind by now. */
function paused({ opensUntil, periodEnd, nextChargeAt }: SubscriptionFacts): Sentence[] {
  return [
    opensUntil && opensUntil >= periodEnd ? { key: 'paused', values: { day: opensUntil } } : { key: 'resting' },
    nextChargeAt ? { key: 'resumes', values: { day: nextChargeAt } } : { key: 'resumesOpen' },
  ];
}

/** What comes after the last day that is paid for, or free, where a payment is awaited. */
function afterwards(day: Date, until: Date, now: Date, heldUntil: Date | null): Sentence[] {
  if (heldUntil) return [{ key: 'held', values: { day: until, until: heldUntil } }];
  if (until <= now) return [{ key: 'unheard' }];
  return [{ key: 'slack', values: { hours: Math.round((until.getTime() - day.getTime()) / 3_600_000), until } }];
}

function endingOf({ status, customerGone, endedBy, endReason, suspendedFrom, trialEnd, canceledAt }: SubscriptionFacts, endedAt: Date): string {
  if (endedBy) return endedBy;
  // Whatever ended before its customer was deleted was cancelled, by somebody or by Stripe.
  if (status === 'gone' && customerGone && !canceledAt) return 'customer';
  if (endReason === 'payment_disputed' || (suspendedFrom && suspendedFrom <= endedAt)) return 'dispute';
  if (endReason === 'payment_failed') return 'unpaid';
  if (endReason === 'cancellation_requested' || (canceledAt && canceledAt < endedAt)) return 'asked';
  return trialEnd && endedAt <= trialEnd ? 'trial' : 'other';
}
