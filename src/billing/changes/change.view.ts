import { Instant, type Money, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { type Admitted, isSoldTo, MembershipView } from '../../access/index.js';
import type { TierPrice, TierWithPrice } from '../../tiers/index.js';
import type { Subscription } from '../subscription.entity.js';
import type { Quote } from './quotes.service.js';
import { wayOf } from './way.js';

const Way = Type.Enum(['now', 'later']);
const Interval = Type.Enum(['month', 'year']);
const Named = Type.Object({ id: Type.String(), name: Type.String() });

const OptionView = Type.Object({
  tier: Type.Object({ ...Named.properties, description: Type.String() }), price: MoneyView, interval: Interval, way: Way, soldOut: Type.Boolean(), href: Type.String(),
});

const QuoteView = Type.Object({
  tier: Named, from: Nullable(Named), way: Way, price: MoneyView, interval: Interval, due: MoneyView, at: Type.Integer(), startsAt: Instant, nextAt: Instant, taxed: Type.Boolean(),
  /** `back`: what is not used of what was paid; `ahead`: what is paid for now; `rest`: tax, discounts and credit. */
  lines: Type.Array(Type.Object({ kind: Type.Enum(['back', 'ahead', 'rest']), sum: MoneyView, from: Nullable(Instant), until: Nullable(Instant) })),
  opens: Type.Array(Type.String()), closes: Type.Array(Type.String()),
  /** The tier of another change that is agreed and that this one would take the place of. */
  replaces: Nullable(Named),
});

export const ChangeView = Type.Object({
  membership: MembershipView, options: Type.Array(OptionView), elsewhere: Type.Array(Named), quote: Nullable(QuoteView), seller: Type.String(), action: Type.String(),
});
export type ChangeView = Static<typeof ChangeView>;

/** Everything on sale that somebody could change to, in the currency that they pay in. */
export function optionViews(row: Subscription, tiers: TierWithPrice[], admitted: Admitted, left: Map<string, number>, action: string): Static<typeof OptionView>[] {
  const others = (tier: TierWithPrice) => tier.prices.filter((price) => price.currency === row.currency && (tier.id !== row.tierId || price.period !== row.period));
  const isAgreed = (price: TierPrice) => row.coming?.kind === 'scheduled' && row.coming.tierId === price.tierId && row.coming.period === price.period;
  return tiers.filter((tier) => isOffered(tier, admitted)).flatMap((tier) => others(tier).filter((price) => !isAgreed(price)).map((price) => ({
    tier: { id: tier.id, name: tier.name, description: tier.description }, price: moneyOf(price), interval: price.period, way: wayOf(row, price),
    soldOut: tier.id !== row.tierId && tier.id !== row.coming?.tierId && left.get(tier.id) === 0, href: `${action}?${new URLSearchParams({ tier: tier.id, period: price.period }).toString()}`,
  })));
}

/** Tiers that are sold in other currencies alone. */
export function elsewhereOf(row: Subscription, tiers: TierWithPrice[], admitted: Admitted): Static<typeof Named>[] {
  return tiers.filter((tier) => isOffered(tier, admitted) && tier.prices.length > 0 && !tier.prices.some((price) => price.currency === row.currency)).map(({ id, name }) => ({ id, name }));
}

/** @param tiers of the page: the one that somebody has, and the one that they were to have, are among them */
export function quoteView(quote: Quote, tiers: TierWithPrice[]): Static<typeof QuoteView> {
  const { tier, price, way, at, taxed, subscription: { tierId, coming } } = quote;
  const from = tiers.find((one) => one.id === tierId);
  const planned = coming?.kind === 'scheduled' && (coming.tierId !== tier.id || coming.period !== price.period) ? tiers.find((one) => one.id === coming.tierId) : undefined;
  const money = (amount: number): Money => ({ amount, currency: price.currency });
  const [had, gets] = [from?.benefits ?? [], tier.benefits];
  return {
    tier: { id: tier.id, name: tier.name }, from: from ? { id: from.id, name: from.name } : null, way, price: moneyOf(price), interval: price.period, due: money(quote.due), at,
    startsAt: quote.startsAt.toISOString(), nextAt: quote.nextAt.toISOString(), taxed,
    lines: [
      ...quote.lines.map((line) => ({ kind: line.amount < 0 ? 'back' as const : 'ahead' as const, sum: money(line.amount), from: line.from.toISOString(), until: line.until.toISOString() })),
      ...(quote.rest === 0 ? [] : [{ kind: 'rest' as const, sum: money(quote.rest), from: null, until: null }]),
    ],
    replaces: planned ? { id: planned.id, name: planned.name } : null, opens: gets.filter((benefit) => !had.includes(benefit)), closes: had.filter((benefit) => !gets.includes(benefit)),
  };
}

function isOffered(tier: TierWithPrice, admitted: Admitted): boolean {
  return tier.paid && !tier.hiddenAt && isSoldTo(tier, admitted);
}

function moneyOf({ amount, currency }: TierPrice): Money {
  return { amount, currency };
}
