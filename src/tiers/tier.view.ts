import { MoneyView, Nullable, Type, type Static } from '../platform/index.js';
import type { TierPrice } from './tier-price.entity.js';
import type { TierWithPrice } from './tiers.service.js';

const Interval = Type.Enum(['month', 'year']);

export const PriceView = Type.Object({ id: Type.String(), ...MoneyView.properties, interval: Interval });
export type PriceView = Static<typeof PriceView>;

export const TierView = Type.Object({
  id: Type.String(), name: Type.String(), description: Type.String(), paid: Type.Boolean(), price: Nullable(MoneyView),
  interval: Nullable(Interval), prices: Type.Array(PriceView), benefits: Type.Array(Type.String()), position: Type.Integer(), archived: Type.Boolean(),
  hidden: Type.Boolean(), onRequest: Type.Boolean(), seats: Nullable(Type.Integer()),
});
export type TierView = Static<typeof TierView>;

/** A tier as anybody may see it; the welcome words are for its members. */
export function tierView(tier: TierWithPrice): TierView {
  return {
    id: tier.id, name: tier.name, description: tier.description, paid: tier.paid,
    price: tier.price && { amount: tier.price.amount, currency: tier.price.currency },
    interval: tier.price?.period ?? null, prices: tier.prices.map(priceView), benefits: tier.benefits, position: tier.position,
    archived: tier.archivedAt !== null, hidden: tier.hiddenAt !== null, onRequest: tier.onRequestAt !== null, seats: tier.seats,
  };
}

export function priceView(price: TierPrice): PriceView {
  return { id: price.id, amount: price.amount, currency: price.currency, interval: price.period };
}
