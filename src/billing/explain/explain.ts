import type { Money } from '../../platform/index.js';

/** One tier somebody has or had, and why. */
export interface GrantFacts {
  tier: string;
  reason: string;
  source: string;
  from: Date;
  until: Date | null;
}

/** One subscription as Stripe told of it last. */
export interface SubscriptionFacts {
  id: string;
  tier: string;
  status: string;
  amount: number;
  currency: string;
  period: string;
  periodEnd: Date;
  opensUntil: Date | null;
  ending: boolean;
  endedAt: Date | null;
  suspendedFrom: Date | null;
  surplus: boolean;
}

export interface PageFacts {
  handle: string;
  name: string;
  /** Since when they are a member, free or paying; null for no member. */
  since: Date | null;
  staff: boolean;
  /** Names of the tiers that the gate counts as theirs now. */
  held: string[];
  grants: GrantFacts[];
  subscriptions: SubscriptionFacts[];
}

export interface CustomerFacts {
  id: string;
  currency: string;
  readAt: Date | null;
  /** Something changed at Stripe that is not read yet. */
  behind: boolean;
  gone: boolean;
  failures: number;
  quarantined: number;
}

export interface PersonFacts {
  id: string;
  name: string;
  language: string;
  timeZone: string;
  now: Date;
  customers: CustomerFacts[];
  pages: PageFacts[];
}

/** A sentence before it is in anybody's language: its key below `explain.says`, and what it is filled with. */
export interface Sentence {
  key: string;
  values?: Record<string, string | number | Date | Money>;
}

/** Why somebody sees what they see at one page, and what would end it; pure. The first sentence is the answer. */
export function explainPage(page: PageFacts, now: Date): Sentence[] {
  const { held } = page;
  const answer: Sentence = page.staff ? { key: 'staff' }
    : held.length > 0 ? { key: 'holds', values: { tiers: held.join(', ') } }
      : page.since ? { key: 'follows' } : { key: 'nothing' };
  return [
    answer, ...(page.since ? [{ key: 'memberSince', values: { day: page.since } }] : [{ key: 'noMember' }]),
    ...page.grants.flatMap((grant) => explainGrant(grant, page.subscriptions, now)),
    ...page.subscriptions.filter((one) => !page.grants.some((grant) => grant.source.endsWith(` ${one.id}`))).flatMap(explainSubscription),
  ];
}

function explainGrant(grant: GrantFacts, subscriptions: SubscriptionFacts[], now: Date): Sentence[] {
  const { tier, reason, from, until } = grant;
  const live = from <= now && (until === null || now < until);
  const values = { tier, day: until ?? from };
  const paid = subscriptions.find((one) => grant.source.endsWith(` ${one.id}`));
  const why = { key: `reason.${reason}`, values: { tier } };
  if (!live) return [why, { key: from > now ? 'notYet' : 'over', values: { tier, day: from > now ? from : until! } }, ...(paid ? explainSubscription(paid) : [])];
  return [why, ...(paid ? explainSubscription(paid) : [{ key: until ? 'untilDay' : 'asLong', values }])];
}

function explainSubscription(one: SubscriptionFacts): Sentence[] {
  const { id, tier, status, amount, currency, period, periodEnd, opensUntil, ending, endedAt, suspendedFrom, surplus } = one;
  const told: Sentence = { key: `costs.${period}`, values: { tier, id, status, sum: { amount, currency }, day: periodEnd } };
  if (surplus) return [told, { key: 'surplus' }];
  if (suspendedFrom) return [told, { key: 'suspended', values: { day: suspendedFrom } }];
  if (endedAt) return [told, { key: 'ended', values: { day: endedAt } }];
  if (!opensUntil) return [told, { key: 'givesNothing', values: { status } }];
  if (status === 'past_due') return [told, { key: 'grace', values: { day: opensUntil } }];
  if (ending) return [told, { key: 'ending', values: { day: opensUntil } }];
  return [told, { key: 'slack', values: { day: opensUntil, hours: Math.round((opensUntil.getTime() - periodEnd.getTime()) / 3_600_000) } }];
}

/** How far what we think can be believed; pure. */
export function explainCustomer({ id, currency, readAt, behind, gone, quarantined }: CustomerFacts): Sentence[] {
  return [
    { key: 'customer', values: { id, currency } }, ...(readAt ? [{ key: 'readAt', values: { day: readAt } }] : [{ key: 'neverRead' }]),
    ...(gone ? [{ key: 'gone' }] : []), ...(behind ? [{ key: 'behind' }] : []), ...(quarantined > 0 ? [{ key: 'quarantined', values: { count: quarantined } }] : []),
  ];
}
