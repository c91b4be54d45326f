/** What a paid membership becomes before long: agreed or announced, and not so yet. Knows no Stripe: billing projects it. */
export interface Coming {
  /** `scheduled` by its fan, `unpaid`: agreed and waiting for its payment, `announced`: the page's new price. */
  kind: 'scheduled' | 'unpaid' | 'announced';
  tierId: string;
  /** What one period costs then, in minor units. */
  amount: number;
  currency: string;
  period: 'month' | 'year';
  /** When it begins (ISO 8601); of what is unpaid, until when it can be paid. */
  at: string;
  /** What is to be paid for it, in minor units, and where. */
  due: number | null;
  payUrl: string | null;
  /** What brings it, to whoever projects it. */
  source: string;
}

/**
 * What the next charge takes: a change that begins with it counts already, one that begins later does not.
 * @param paidUntil when that charge comes
 * @returns minor units
 */
export function nextAmount(amount: number, paidUntil: Date, coming: Coming | null): number {
  const begins = coming !== null && coming.kind !== 'unpaid' && Date.parse(coming.at) <= paidUntil.getTime();
  return begins ? coming.amount : amount;
}

/** The same in SQL, of a row with `amount`, `next_charge_at` and `coming`. */
export const NEXT_AMOUNT = `case when coming ->> 'kind' <> 'unpaid' and (coming ->> 'at')::timestamptz <= next_charge_at then (coming ->> 'amount')::int else amount end`;
