import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { CreatorView, creatorView, type CreatorWithPictures } from '../../members/index.js';
import type { TierWithPrice } from '../../tiers/index.js';
import { TroubleView } from '../disputes/trouble.view.js';
import type { Coming, MonthSums, Sums } from './earnings.query.js';
import { monthBars } from './month-bars.js';

const SumsView = Type.Object({ gross: MoneyView, back: MoneyView, fees: MoneyView, tax: MoneyView, net: MoneyView });
const Bar = Type.Object({ month: Type.String(), x: Type.Number(), parts: Type.Array(Type.Object({ kind: Type.Enum(['net', 'tax', 'fees', 'back']), y: Type.Number(), height: Type.Number() })) });
const CurrencyView = Type.Object({
  currency: Type.String(), total: SumsView, most: MoneyView, bars: Type.Array(Bar), months: Type.Array(Type.Object({ month: Type.String(), ...SumsView.properties })),
  tiers: Type.Array(Type.Object({ tier: Nullable(Type.String()), ...SumsView.properties })),
});

const Charges = { sum: MoneyView, charges: Type.Integer() };
/** What memberships are charged next: until `comingUntil`, and `later` by month until a year from now. */
const ComingView = Type.Object({ ...Charges, later: Type.Array(Type.Object({ month: Type.String(), ...Charges })) });

export const EarningsView = Type.Object({
  creator: CreatorView, currencies: Type.Array(CurrencyView), coming: Type.Array(ComingView), comingUntil: Instant, retried: Type.Integer(),
  retriedUrl: Type.String(), troubles: Type.Array(TroubleView), booksUrl: Type.String(),
});

interface Known {
  sums: MonthSums[];
  tiers: TierWithPrice[];
  coming: Coming[];
  /** Until when what comes is soon. */
  soon: Date;
  retried: number;
  troubles: TroubleView[];
  /** The month at hand, `2026-11`, where the page is. */
  now: string;
}

/** A page's money, as its owner sees it. Months are told as the first of them, in UTC. */
export function earningsView(creator: CreatorWithPictures, { sums, tiers, coming, soon, retried, troubles, now }: Known): Static<typeof EarningsView> {
  const studio = `/studio/${creator.handle}`;
  return {
    creator: creatorView(creator), currencies: [...Map.groupBy(sums, (one) => one.currency)].map(([currency, own]) => currencyView(currency, own, tiers, now)),
    coming: [...Map.groupBy(coming, (one) => one.currency)].map(([currency, own]) => comingView(currency, own)), comingUntil: soon.toISOString(), retried, retriedUrl: `${studio}/members?status=trouble`, troubles,
    booksUrl: `${studio}/billing/books.csv`,
  };
}

function comingView(currency: string, all: Coming[]): Static<typeof ComingView> {
  const soon = all.find((one) => one.month === null);
  return {
    sum: { amount: soon?.amount ?? 0, currency }, charges: soon?.charges ?? 0,
    later: all.flatMap(({ month, amount, charges }) => (month === null ? [] : [{ month: firstOf(month), sum: { amount, currency }, charges }])),
  };
}

function currencyView(currency: string, sums: MonthSums[], tiers: TierWithPrice[], now: string): Static<typeof CurrencyView> {
  const months = new Map([...Map.groupBy(sums, (one) => one.month)].map(([month, own]) => [month, add(own)]));
  const byTier = [...Map.groupBy(sums, (one) => one.tierId)].map(([id, own]) => ({ tier: tiers.find((tier) => tier.id === id)?.name ?? null, sums: add(own) }));
  const { bars, most } = monthBars(months, now);
  return {
    currency, total: told(add(sums), currency), most: { amount: Math.round(most), currency }, bars: bars.map((bar) => ({ ...bar, month: firstOf(bar.month) })),
    months: [...months].map(([month, own]) => ({ month: firstOf(month), ...told(own, currency) })),
    tiers: byTier.sort((a, b) => b.sums.net - a.sums.net).map(({ tier, sums: own }) => ({ tier, ...told(own, currency) })),
  };
}

function add(all: Sums[]): Sums {
  const sum = (of: keyof Sums) => all.reduce((total, one) => total + one[of], 0);
  return { gross: sum('gross'), back: sum('back'), fees: sum('fees'), tax: sum('tax'), net: sum('net') };
}

function told({ gross, back, fees, tax, net }: Sums, currency: string): Static<typeof SumsView> {
  return { gross: { amount: gross, currency }, back: { amount: back, currency }, fees: { amount: fees, currency }, tax: { amount: tax, currency }, net: { amount: net, currency } };
}

function firstOf(month: string): string {
  return `${month}-01T12:00:00Z`;
}
