import { DAY, plusMs } from '../../platform/clock/clock.js';
import type { Creator, CreatorWithPictures } from '../../members/index.js';
import type { Tier, TierWithPrice } from '../../tiers/index.js';
import type { Membership } from '../membership.entity.js';
import type { TierRequest } from './tier-request.entity.js';

/** After a `not now`, how long before the same person may ask the same page again. */
const ASKED_AGAIN_AFTER = 30 * DAY;

/** Tiers of a page that can be asked for. */
export function onRequest<T extends Pick<Tier, 'onRequestAt' | 'archivedAt'>>(tiers: T[]): T[] {
  return tiers.filter((tier) => tier.onRequestAt !== null && tier.archivedAt === null);
}

/**
 * Where a page can be asked for a smaller price; null where it has none, and for whoever is in it.
 * @param tiers of this page
 */
export function askUrl(creator: Pick<Creator, 'handle' | 'closedAt'>, tiers: Tier[], paidTierId: string | null): string | null {
  const asked = onRequest(tiers);
  return creator.closedAt || asked.length === 0 || asked.some((tier) => tier.id === paidTierId) ? null : `/@${creator.handle}/ask`;
}

/** When somebody whose answer was not now may ask again. */
export function againAt(answeredAt: Date): Date {
  return plusMs(answeredAt, ASKED_AGAIN_AFTER);
}

export type RequestState = 'none' | 'waiting' | 'notNow' | 'letIn';

/** How a request stands. */
export function stateOf(request: Pick<TierRequest, 'answeredAt' | 'tierId'> | null): RequestState {
  if (!request) return 'none';
  return request.answeredAt === null ? 'waiting' : request.tierId === null ? 'notNow' : 'letIn';
}

/** The way into a tier for somebody who was let in: to the till, or to the change of what they pay for now. Null while neither can be. */
export function wayIn(creator: CreatorWithPictures, tier: TierWithPrice, membership: Membership | null): string | null {
  if (!membership?.paidTierId) return `/@${creator.handle}/join?tier=${tier.id}`;
  if (membership.paidStatus !== 'active' || membership.suspendedFrom) return null;
  const priced = tier.prices.filter((price) => price.currency === membership.priceCurrency);
  const price = priced.find((one) => one.period === membership.pricePeriod) ?? priced[0];
  return price ? `/@${creator.handle}/membership/change?tier=${tier.id}&period=${price.period}` : null;
}
