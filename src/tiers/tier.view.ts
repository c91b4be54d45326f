import { MoneyView, Nullable, Type, type Static } from '../platform/index.js';
import type { TierWithPrice } from './tiers.service.js';

export const TierView = Type.Object({
  id: Type.String(), name: Type.String(), description: Type.String(), paid: Type.Boolean(), price: Nullable(MoneyView),
  interval: Nullable(Type.Literal('month')), benefits: Type.Array(Type.String()), position: Type.Integer(), archived: Type.Boolean(),
});
export type TierView = Static<typeof TierView>;

/** A tier as anybody may see it; the welcome words are for its members. */
export function tierView(tier: TierWithPrice): TierView {
  return {
    id: tier.id, name: tier.name, description: tier.description, paid: tier.paid,
    price: tier.price && { amount: tier.price.amount, currency: tier.price.currency },
    interval: tier.price ? 'month' : null, benefits: tier.benefits, position: tier.position, archived: tier.archivedAt !== null,
  };
}
