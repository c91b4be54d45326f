import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { TroubleView } from '../disputes/trouble.view.js';
import type { LedgerStand, LedgerTotal } from './ledger-totals.query.js';

const Total = Type.Object({
  currency: Type.String(), entries: Type.Integer(), gross: MoneyView, back: MoneyView, fees: MoneyView, tax: MoneyView, other: MoneyView, net: MoneyView, balance: Nullable(MoneyView), agrees: Type.Boolean(),
});

export const OperatorBillingView = Type.Object({
  ledger: Type.Object({ readAt: Nullable(Instant), readUntil: Nullable(Instant), reading: Type.Boolean(), unattributed: Type.Integer(), totals: Type.Array(Total) }),
  troubles: Type.Array(TroubleView), quarantined: Type.Integer(), behind: Type.Integer(), search: Type.String(), nobody: Type.Boolean(), personUrl: Nullable(Type.String()),
});

interface Known {
  stand: LedgerStand;
  troubles: TroubleView[];
  backlog: { quarantined: number; behind: number };
  /** Who was looked for and not found. */
  search: string;
  /** Where it is explained what somebody sees who was looked for and found. */
  personUrl: string | null;
}

export function operatorBillingView({ stand, troubles, backlog, search, personUrl }: Known): Static<typeof OperatorBillingView> {
  const { readAt, readUntil, reading, unattributed, totals } = stand;
  return {
    ledger: { readAt: readAt?.toISOString() ?? null, readUntil: readUntil?.toISOString() ?? null, reading, unattributed, totals: totals.map(totalView) },
    troubles, quarantined: backlog.quarantined, behind: backlog.behind, search, nobody: search !== '', personUrl,
  };
}

function totalView({ currency, entries, gross, back, fees, tax, other, net, balance }: LedgerTotal): Static<typeof Total> {
  const sum = (amount: number) => ({ amount, currency });
  return {
    currency, entries, gross: sum(gross), back: sum(back), fees: sum(fees), tax: sum(tax), other: sum(other), net: sum(net), balance: balance === null ? null : sum(balance), agrees: balance === null || balance === net,
  };
}
