import { Instant, Nullable, Type, type Static } from '../../platform/index.js';
import { CreatorCard, creatorCard, CreatorView, type CreatorWithPictures } from '../../members/index.js';
import { PriceView, priceView, type TierWithPrice } from '../../tiers/index.js';
import type { Membership } from '../membership.entity.js';
import { againAt, onRequest, stateOf, wayIn } from './asking.js';
import type { RequestLine } from './requests.query.js';
import type { TierRequest } from './tier-request.entity.js';

const Named = Type.Object({ id: Type.String(), name: Type.String() });
const State = Type.Enum(['none', 'waiting', 'notNow', 'letIn']);

/** A request as whoever made it sees it. */
export const AskView = Type.Object({
  creator: CreatorCard, state: State, words: Type.String(), askedAt: Nullable(Instant), says: Nullable(Type.String()),
  /** When it may be asked again, after a `not now`. */
  againAt: Nullable(Instant), mayAsk: Type.Boolean(),
  /** What it opened, for how much, and where to go; no address while what is paid for now stands in the way. */
  tier: Nullable(Type.Object({ ...Named.properties, prices: Type.Array(PriceView), yours: Type.Boolean(), url: Nullable(Type.String()) })),
  /** Whether they pay for another tier of this page. */
  paying: Type.Boolean(), membershipUrl: Nullable(Type.String()), action: Type.String(),
});
export type AskView = Static<typeof AskView>;

const Line = Type.Object({
  id: Type.String(), name: Type.String(), holds: Nullable(Type.String()), sheetUrl: Nullable(Type.String()), words: Type.String(), askedAt: Instant,
  answeredAt: Nullable(Instant), state: State, tier: Nullable(Type.String()), says: Nullable(Type.String()), url: Type.String(),
});
/** Who asks, as whoever answers for the page sees it; no address, no money. */
export const RequestsView = Type.Object({ creator: CreatorView, tiers: Type.Array(Named), mayChange: Type.Boolean(), waiting: Type.Array(Line), answered: Type.Array(Line) });

/** @param tiers of this page */
export function askView(creator: CreatorWithPictures, request: TierRequest | null, tiers: TierWithPrice[], membership: Membership | null, now: Date): AskView {
  const state = stateOf(request);
  const tier = tiers.find((one) => one.id === request?.tierId);
  const askable = creator.closedAt === null && onRequest(tiers).length > 0;
  const again = state === 'notNow' ? againAt(request!.answeredAt!) : null;
  return {
    creator: creatorCard(creator), state, words: request?.words ?? '', askedAt: request?.askedAt.toISOString() ?? null, says: request?.says ?? null,
    againAt: again && again > now ? again.toISOString() : null, mayAsk: askable && (state === 'none' || (again !== null && again <= now)),
    tier: tier ? { id: tier.id, name: tier.name, prices: tier.prices.map(priceView), yours: membership?.paidTierId === tier.id, url: tier.archivedAt || creator.closedAt ? null : wayIn(creator, tier, membership) } : null,
    paying: Boolean(membership?.paidTierId), membershipUrl: membership ? `/@${creator.handle}/membership` : null, action: `/@${creator.handle}/ask`,
  };
}

export function requestLine(line: RequestLine, handle: string): Static<typeof Line> {
  const { id, name, holds, words, tier, says, askedAt, answeredAt } = line;
  const state = answeredAt === null ? 'waiting' : tier === null ? 'notNow' : 'letIn';
  return {
    id, name, holds, words, tier, says, state, askedAt: askedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null,
    sheetUrl: line.member ? `/studio/${handle}/members/${line.accountId}` : null, url: `/studio/${handle}/members/requests/${id}`,
  };
}
