import { type Money, Nullable, Type, type Static } from '../../platform/index.js';
import { type Period, type TierWithPrice } from '../../tiers/index.js';

const Way = Type.Object({ name: Type.String(), href: Type.String(), current: Type.Boolean() });

/** How prices are told on the page that offers them: each choice is an address, so that it works without a script. */
export const TillView = Type.Object({ period: Type.Enum(['month', 'year']), currency: Nullable(Type.String()), periods: Type.Array(Way), currencies: Type.Array(Way) });


export interface Till {
  period: Period;
  currency: string | null;
}

/** What somebody wants to see prices in, as far as these tiers are sold in it. */
export function tillOf(tiers: TierWithPrice[], query: { period?: unknown; currency?: unknown }): Till {
  const sold = tiers.flatMap((tier) => tier.prices);
  const currency = sold.find((price) => price.currency === String(query.currency).toUpperCase())?.currency ?? null;
  return { period: query.period === 'year' && sold.some((price) => price.period === 'year') ? 'year' : 'month', currency };
}

/** How a tier's price is told at this till. */
export interface Told {
  price: Money | null;
  interval: Period | null;
  /** What a year saves against twelve months. */
  saving: Money | null;
}

/** A tier's price at this till: the nearest it has. */
export function toldAt(tier: TierWithPrice, till: Till): Told {
  const currency = tier.prices.some((price) => price.currency === till.currency) ? till.currency : tier.price?.currency;
  const ofCurrency = tier.prices.filter((price) => price.currency === currency);
  const price = ofCurrency.find((one) => one.period === till.period) ?? ofCurrency[0];
  if (!price) return { price: null, interval: null, saving: null };
  const monthly = ofCurrency.find((one) => one.period === 'month');
  const saved = price.period === 'year' && monthly ? monthly.amount * 12 - price.amount : 0;
  const money = (amount: number) => ({ amount, currency: price.currency });
  return { price: money(price.amount), interval: price.period, saving: saved > 0 ? money(saved) : null };
}

/** The ways to see these prices, with the address of each; none where there is no choice. */
export function tillView(tiers: TierWithPrice[], till: Till, path: string): Static<typeof TillView> {
  const sold = tiers.flatMap((tier) => tier.prices);
  const href = (period: Period, currency: string | null) => {
    const query = new URLSearchParams({ ...(period === 'year' && { period }), ...(currency && { currency }) }).toString();
    return query ? `${path}?${query}` : path;
  };
  const currencies = [...new Set(sold.map((price) => price.currency))];
  const current = till.currency ?? tiers.find((tier) => tier.price)?.price?.currency;
  return {
    ...till,
    periods: sold.some((price) => price.period === 'year')
      ? (['month', 'year'] as const).map((period) => ({ name: period, href: href(period, till.currency), current: period === till.period })) : [],
    currencies: currencies.length > 1 ? currencies.map((one) => ({ name: one, href: href(till.period, one), current: one === current })) : [],
  };
}
