import { explainSubscription, openBecause, type SubscriptionFacts } from './explain-subscription.js';
import type { Sentence } from './sentence.js';

/** One tier somebody has or had, and why. */
export interface GrantFacts {
  tier: string;
  reason: string;
  source: string;
  from: Date;
  until: Date | null;
  /** It is kept open to its end because we are behind with Stripe. */
  held: boolean;
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

/** Why somebody sees what they see at one page, and what would end it; pure. The first sentence is the answer. */
export function explainPage(page: PageFacts, now: Date): Sentence[] {
  const { held } = page;
  const answer: Sentence = page.staff ? { key: 'staff' }
    : held.length > 0 ? { key: 'holds', values: { tiers: held.join(', ') } }
      : page.since ? { key: 'follows' } : { key: 'nothing' };
  return [
    answer, ...(page.since ? [{ key: 'memberSince', values: { day: page.since } }] : [{ key: 'noMember' }]),
    ...page.grants.flatMap((grant) => explainGrant(grant, page.subscriptions, now)),
    ...page.subscriptions.filter((one) => !page.grants.some((grant) => isOf(grant, one))).flatMap((one) => explainSubscription(one, now)),
  ];
}

function explainGrant(grant: GrantFacts, subscriptions: SubscriptionFacts[], now: Date): Sentence[] {
  const { tier, reason, from, until, held } = grant;
  const over = until !== null && until <= now;
  const paid = subscriptions.find((one) => isOf(grant, one));
  const state = paid ? explainSubscription(paid, now, held && !over ? until : null) : [];
  if (from > now) return [{ key: 'notYet', values: { tier, day: from } }, ...state];
  if (over) return [{ key: `was.${reason}`, values: { tier, day: until } }, ...state];
  if (paid) return [{ key: `reason.${held ? 'held' : openBecause(paid, now)}`, values: { tier } }, ...state];
  return [{ key: `reason.${reason}`, values: { tier } }, until ? { key: 'untilDay', values: { day: until } } : { key: 'asLong' }];
}

/** Whether a subscription gave it; what is given at a page's closing is named after one, too. */
function isOf({ source }: GrantFacts, { id }: SubscriptionFacts): boolean {
  return source.startsWith('subscription ') && source.endsWith(` ${id}`);
}

/** How far what we think can be believed; pure. */
export function explainCustomer({ id, currency, readAt, behind, gone, quarantined }: CustomerFacts): Sentence[] {
  return [
    { key: 'customer', values: { id, currency } }, ...(readAt ? [{ key: 'readAt', values: { day: readAt } }] : [{ key: 'neverRead' }]),
    ...(gone ? [{ key: 'gone' }] : []), ...(behind ? [{ key: 'behind' }] : []), ...(quarantined > 0 ? [{ key: 'quarantined', values: { count: quarantined } }] : []),
  ];
}
