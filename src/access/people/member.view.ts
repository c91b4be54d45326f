import { formatMoney, Instant, MoneyView, Nullable, Type, type Static, type Translate } from '../../platform/index.js';
import { CreatorView } from '../../members/index.js';
import type { MemberRow } from './member-list.query.js';
import type { StoryLine } from './stories.service.js';

const Named = Type.Object({ id: Type.String(), name: Type.String() });

export const MemberView = Type.Object({
  id: Type.String(), name: Type.String(), since: Instant, endedAt: Nullable(Instant), status: Type.Enum(['free', 'paid', 'ending', 'trouble', 'paused', 'trial', 'unpaid', 'halted', 'unsold', 'ended']),
  tiers: Type.Array(Type.String()), complimentaryUntil: Nullable(Instant), url: Type.String(),
  /** These are told to the owner only. */
  email: Nullable(Type.String()), price: Nullable(MoneyView), paidUntil: Nullable(Instant), nextCharge: Nullable(Instant), troubleSince: Nullable(Instant), openUntil: Nullable(Instant),
});
export type MemberView = Static<typeof MemberView>;

export const MembersView = Type.Object({
  creator: CreatorView, total: Type.Integer(), owner: Type.Boolean(),
  /** How many ask for the smaller price and wait; null where there is none to ask for. */
  asking: Nullable(Type.Integer()), members: Type.Array(MemberView), tiers: Type.Array(Named), nextUrl: Nullable(Type.String()),
  filter: Type.Object({ q: Type.String(), status: Type.String(), tier: Type.String(), sort: Type.String() }), filtered: Type.Boolean(), narrowed: Type.Boolean(),
});

export const StoryView = Type.Object({
  creator: CreatorView, owner: Type.Boolean(), member: MemberView, tiers: Type.Array(Named), firstDay: Type.String(), lastDay: Type.String(),
  /** Why somebody sees what they see: the very grants that the gate asks. */
  grants: Type.Array(Type.Object({
    id: Type.String(), tier: Type.String(), reason: Type.String(), from: Instant, until: Nullable(Instant), live: Type.Boolean(), note: Nullable(Type.String()), givenBy: Nullable(Type.String()), withdrawable: Type.Boolean(),
  })),
  /** What is agreed or announced; what a bank said to them is between them and it. */
  coming: Nullable(Type.Object({ kind: Type.Enum(['scheduled', 'announced']), tier: Type.String(), at: Instant })),
  story: Type.Array(Type.Object({ at: Instant, kind: Type.String(), sentence: Type.String() })),
});

/** A member as the team sees one; what concerns money and addresses is the owner's. */
export function memberView(row: MemberRow, handle: string, owner: boolean): MemberView {
  const instant = (date: Date | null) => (owner ? date?.toISOString() ?? null : null);
  return {
    id: row.accountId, name: row.name, since: row.since.toISOString(), endedAt: row.endedAt?.toISOString() ?? null, status: statusOf(row, owner), tiers: row.tiers,
    complimentaryUntil: row.complimentaryUntil?.toISOString() ?? null, url: `/studio/${handle}/members/${row.accountId}`,
    email: owner ? row.email : null, paidUntil: instant(row.paidUntil), nextCharge: instant(row.nextChargeAt), troubleSince: instant(row.troubleSince), openUntil: instant(row.openUntil),
    price: owner && row.priceAmount !== null ? { amount: row.priceAmount, currency: row.priceCurrency! } : null,
  };
}

/** Whose payment is being sorted out is their own and the owner's affair: to anybody else they pay, or follow where it could not be. */
function statusOf({ endedAt, paidStatus, shut }: MemberRow, owner: boolean): MemberView['status'] {
  if (endedAt) return 'ended';
  if (paidStatus === null) return shut?.why === 'paused' ? 'halted' : shut && owner ? shut.why : 'free';
  return ({ active: 'paid', ending: 'ending', past_due: owner ? 'trouble' : 'paid', paused: 'paused', trialing: 'trial' } as const)[paidStatus];
}

export function storyView(lines: StoryLine[], owner: boolean, language: string, t: Translate) {
  return lines.filter((line) => owner || !line.money).map(({ at, kind, values, money }) => ({
    at: at.toISOString(), kind, sentence: t(`members.story.${kind}`, { ...values, ...(money && { sum: formatMoney(money, language) }) }),
  }));
}
