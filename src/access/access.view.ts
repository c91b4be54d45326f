import { DAY, Instant, MoneyView, Nullable, parseDate, plusMs, Type, type Static } from '../platform/index.js';
import { CreatorCard, creatorCard, type CreatorWithPictures } from '../members/index.js';
import { isListed, TierView, tierView, type TierWithPrice } from '../tiers/index.js';
import { type Audience, tiersOf } from './audience.js';
import type { Door, NamedRung } from './doors.service.js';
import { type Coming, nextAmount } from './coming.js';
import type { Decision } from './gate.js';
import type { Grant } from './grant.entity.js';
import type { Membership } from './membership.entity.js';
import { askUrl } from './requests/asking.js';
import type { ShutCharge } from './shut.js';

const Named = Type.Object({ id: Type.String(), name: Type.String() });

export const StandingView = Type.Object({ follows: Type.Boolean(), tiers: Type.Array(Named), since: Nullable(Instant), staff: Type.Boolean() });

export const AudienceView = Type.Object({
  kind: Type.Enum(['public', 'followers', 'paid', 'tiers', 'named']), tiers: Type.Array(Named), named: Type.Boolean(),
});

export const GateView = Type.Object({
  open: Type.Boolean(),
  reason: Nullable(Type.Enum(['public', 'staff', 'follower', 'paid', 'tier', 'named'])),
  closed: Nullable(Type.Object({
    reason: Type.Enum(['needs_membership', 'needs_paid', 'needs_tier', 'named_only', 'adult']),
    signIn: Type.Boolean(), opensWith: Type.Array(TierView),
  })),
});

/** What it becomes before long. `at`: when that begins, or until when it can be paid. */
const ComingView = Type.Object({
  kind: Type.Enum(['scheduled', 'unpaid', 'announced']), tier: Named, price: MoneyView, interval: Type.Enum(['month', 'year']), at: Instant,
  due: Nullable(MoneyView), payUrl: Nullable(Type.String()),
});

/** What goes on being charged, every so many months or years, and when next; no price where that is not known before. */
const ChargeView = Type.Object({ price: Nullable(MoneyView), interval: Type.Enum(['day', 'week', 'month', 'year']), every: Type.Integer(), at: Instant });

export const MembershipView = Type.Object({
  creator: CreatorCard, tier: Nullable(Named), kind: Type.Union([Type.Literal('free'), Type.Literal('paid')]), since: Instant,
  status: Type.Enum(['active', 'ending', 'past_due', 'paused', 'trialing', 'ended']), paidUntil: Nullable(Instant), price: Nullable(MoneyView),
  interval: Nullable(Type.Enum(['day', 'week', 'month', 'year'])), nextCharge: Nullable(Instant), nextPrice: Nullable(MoneyView), coming: Nullable(ComingView),
  /** Tiers that somebody of the page gave, and until when they hold. */
  given: Type.Array(Type.Object({ tier: Named, until: Nullable(Instant) })),
  /** Where to withdraw from the contract, in its first two weeks or so; the page there knows the hour. */
  withdrawUrl: Nullable(Type.String()),
  /** Where to ask for a smaller price, if this page has one and it is not theirs already. */
  askUrl: Nullable(Type.String()),
  /** While a payment is being sorted out: until when the paid tier stays open; null when it is shut. */
  openUntil: Nullable(Instant),
  /** The paid tier is shut while a bank disputes what was paid for it. */
  suspended: Type.Boolean(),
  /** A paid tier that is kept and opens nothing: it could not be paid, or whoever runs the install paused it or moved it to a price that is not sold here. */
  shut: Nullable(Type.Object({ why: Type.Enum(['unpaid', 'paused', 'unsold']), tier: Named, charge: Nullable(ChargeView) })),
  canCancel: Type.Boolean(), canUndo: Type.Boolean(), canPause: Type.Boolean(), canChange: Type.Boolean(), url: Type.String(),
});
export type MembershipView = Static<typeof MembershipView>;

export function standingView(door: Door): Static<typeof StandingView> {
  return { follows: door.viewer.follows, tiers: door.held(), since: door.viewer.since?.toISOString() ?? null, staff: door.viewer.staff };
}

/**
 * Who something is for, as a reader is told: the widest rule names the kind, all rules together name the tiers; that some
 * people are named is said, who is not. A hidden tier is named to those who have it and to the team.
 */
export function audienceView(audience: Audience, door: Door): Static<typeof AudienceView> {
  const kinds = new Set(audience.anyOf.map((rule) => rule.kind));
  const kind = (['public', 'followers', 'paid'] as const).find((one) => kinds.has(one)) ?? (kinds.has('from') || kinds.has('exactly') ? 'tiers' : 'named');
  const ids = new Set(audience.anyOf.flatMap((rule) => tiersOf(rule, door.ladder)).map((rung) => rung.id));
  const own = new Set(door.held().map(({ id }) => id));
  const told = (rung: NamedRung) => ids.has(rung.id) && !rung.archived && (!rung.hidden || door.viewer.staff || own.has(rung.id));
  const tiers = kind === 'tiers' || kind === 'paid' ? door.ladder.filter(told).map(({ id, name }) => ({ id, name })) : [];
  return { kind, tiers, named: kind !== 'named' && kind !== 'public' && kinds.has('named') };
}

export function gateView(decision: Decision, door: Door, tiers: TierWithPrice[]): Static<typeof GateView> {
  if (decision.open) return { open: true, reason: decision.reason, closed: null };
  const opensWith = decision.opensWith.flatMap((id) => tiers.filter((tier) => tier.id === id && isListed(tier))).map(tierView);
  return { open: false, reason: null, closed: { reason: decision.reason, signIn: door.viewer.accountId === null, opensWith } };
}

/** Fourteen days, to the end of the last, which a weekend moves to the Monday. */
const LONGEST_WITHDRAWAL = 17 * DAY;

/** @param grants the live ones of this membership, the one that lasts longest last */
export function membershipView(membership: Membership, creator: CreatorWithPictures, tiers: TierWithPrice[], grants: Grant[], now: Date): MembershipView {
  const [gifts, bought] = [grants.filter((one) => one.reason !== 'membership'), grants.findLast((one) => one.reason === 'membership' && one.tierId === membership.paidTierId)];
  // Who leaves while a payment is being sorted out stays in trouble, and is charged for no other time.
  const leaves = membership.paidStatus === 'ending' || (membership.paidStatus === 'past_due' && membership.nextChargeAt === null);
  const paid = membership.paidTierId !== null;
  const tier = tiers.find((one) => (paid ? one.id === membership.paidTierId : one.creatorId === creator.id && !one.paid && one.archivedAt === null));
  const until = membership.paidUntil?.toISOString() ?? null;
  const agreedAt = membership.paidSince ?? (membership.shut?.since ? parseDate(membership.shut.since) : null);
  return {
    creator: creatorCard(creator), tier: tier ? { id: tier.id, name: tier.name } : null, kind: paid ? 'paid' : 'free',
    since: membership.since.toISOString(), status: membership.paidStatus ?? (membership.endedAt ? 'ended' : 'active'), paidUntil: until,
    price: paid ? { amount: membership.priceAmount!, currency: membership.priceCurrency! } : null,
    interval: paid ? membership.pricePeriod : null, nextCharge: membership.nextChargeAt?.toISOString() ?? null,
    nextPrice: paid && membership.nextChargeAt ? { amount: nextAmount(membership.priceAmount!, membership.nextChargeAt, membership.coming), currency: membership.priceCurrency! } : null,
    coming: paid && membership.coming ? comingView(membership.coming, tiers) : null,
    given: gifts.flatMap((gift) => tiers.filter((one) => one.id === gift.tierId).map(({ id, name }) => ({ tier: { id, name }, until: gift.validUntil?.toISOString() ?? null }))),
    withdrawUrl: agreedAt && plusMs(agreedAt, LONGEST_WITHDRAWAL) > now ? `/@${creator.handle}/membership/withdrawal` : null,
    askUrl: askUrl(creator, tiers, membership.paidTierId),
    openUntil: membership.troubleSince && bought?.validUntil ? bought.validUntil.toISOString() : null,
    suspended: membership.suspendedFrom !== null, shut: shutView(membership, tiers),
    canCancel: !leaves && !membership.endedAt, canUndo: leaves && membership.suspendedFrom === null, canPause: membership.paidStatus === 'active',
    canChange: membership.paidStatus === 'active' && membership.coming?.kind !== 'unpaid' && membership.suspendedFrom === null, url: `/@${creator.handle}/membership`,
  };
}

function shutView({ shut }: Membership, tiers: TierWithPrice[]): MembershipView['shut'] {
  const tier = tiers.find((one) => one.id === shut?.tierId);
  return shut && tier ? { why: shut.why, tier: { id: tier.id, name: tier.name }, charge: shut.charge ? chargeView(shut.charge) : null } : null;
}

/** What goes on being charged, as it is told; no price where nobody knows the sum before. */
export function chargeView({ amount, currency, period, every, at }: ShutCharge): Static<typeof ChargeView> {
  return { price: amount === null ? null : { amount, currency }, interval: period, every, at };
}

function comingView({ kind, tierId, amount, currency, period, at, due, payUrl }: Coming, tiers: TierWithPrice[]): MembershipView['coming'] {
  const tier = tiers.find((one) => one.id === tierId);
  if (!tier) return null;
  return { kind, tier: { id: tier.id, name: tier.name }, price: { amount, currency }, interval: period, at, due: due === null ? null : { amount: due, currency }, payUrl };
}
