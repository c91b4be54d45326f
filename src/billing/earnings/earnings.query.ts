import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { NEXT_AMOUNT } from '../../access/index.js';

/** Money of one currency over some time, in minor units: `gross` less `back`, `fees` and `tax` is `net`. */
export interface Sums {
  gross: number;
  /** What went back: refunds, and what banks took in disputes. */
  back: number;
  /** What Stripe kept. */
  fees: number;
  /** What of it is the tax office's; a refund takes its share of it along. */
  tax: number;
  net: number;
}

export interface MonthSums extends Sums {
  currency: string;
  /** `2026-11`, where the page is. */
  month: string;
  tierId: string | null;
}

/** What memberships are charged next, of one currency. */
export interface Coming {
  currency: string;
  /** `2027-03`, where the page is; null for what comes soon. */
  month: string | null;
  amount: number;
  charges: number;
}

/** One movement of a page's money, for its books. */
export interface BookLine {
  id: string;
  at: Date;
  kind: string;
  tier: string | null;
  invoice: string | null;
  amount: number;
  fee: number;
  /** What of the amount is tax; it is in `net`, which is what moved at Stripe. */
  tax: number;
  net: number;
  currency: string;
}

/** A movement, the payment it is about, and its month where the page is. */
const OF_PAGE = `from ledger_entry l join payment_charge c on c.stripe_account = l.stripe_account and c.charge_id = l.charge_id
  join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id`;
/** The tax in a movement `l` of the payment `p`: its share of what is in the whole. */
export const TAX_IN = 'round(l.amount * p.tax::numeric / nullif(p.amount, 0))';
const SUMS = `coalesce(sum(l.amount) filter (where l.kind = 'charge'), 0)::float8 as gross, coalesce(-sum(l.amount) filter (where l.kind <> 'charge'), 0)::float8 as back,
  coalesce(sum(l.fee), 0)::float8 as fees, coalesce(sum(${TAX_IN}), 0)::float8 as tax, (coalesce(sum(l.net), 0) - coalesce(sum(${TAX_IN}), 0))::float8 as net`;

/** What a page earned, out of the ledger alone. */
@Injectable()
export class Earnings {
  constructor(private readonly db: Database) {}

  /** By currency, month and tier, the newest month first. @param zone in which months begin */
  async byMonth(creatorId: string, zone: string): Promise<MonthSums[]> {
    return this.db.sql<MonthSums>(
      'earnings.months',
      `select l.currency, to_char(l.created_at at time zone $2, 'YYYY-MM') as month, p.tier_id as "tierId", ${SUMS} ${OF_PAGE}
       where p.creator_id = $1 group by 1, 2, 3 order by 1, 2 desc, 3`,
      [creatorId, zone],
    );
  }

  /**
   * Each membership's next charge, at the price that is agreed or announced for it: what comes soon, then the rest by month. Those
   * that end, rest without a day to go on, have free days and no card, or are disputed have none; what is overdue is told apart.
   * @param zone in which months begin
   * @param from the moment at hand; `soon` and `last`: the ends, both included, of what comes soon and of all
   */
  async coming(creatorId: string, zone: string, { from, soon, last }: Record<'from' | 'soon' | 'last', Date>): Promise<Coming[]> {
    return this.db.sql<Coming>(
      'earnings.coming',
      `select currency, case when next_charge_at > $4 then to_char(next_charge_at at time zone $2, 'YYYY-MM') end as month, sum(${NEXT_AMOUNT})::float8 as amount, count(*)::int as charges
       from subscription where creator_id = $1 and status in ('active', 'trialing') and not surplus and suspended_from is null and next_charge_at > $3 and next_charge_at <= $5
       group by 1, 2 order by 1, 2 nulls first`,
      [creatorId, zone, from, soon, last],
    );
  }

  /** Members whose last payment the bank refused, and who are asked again. */
  async retried(creatorId: string): Promise<number> {
    const [row] = await this.db.sql<{ count: number }>(
      'earnings.retried', "select count(*)::int as count from subscription where creator_id = $1 and status = 'past_due' and not surplus", [creatorId],
    );
    return row!.count;
  }

  /** Every movement of a page's money, oldest first, a batch at a time. @param after the last one's instant and id */
  async lines(creatorId: string, after: { at: Date; id: string } | null, limit: number): Promise<BookLine[]> {
    return this.db.sql<BookLine>(
      'earnings.lines',
      `select l.id, l.created_at as at, l.kind, t.name as tier, p.number as invoice, l.amount::float8 as amount, l.fee::float8 as fee, coalesce(${TAX_IN}, 0)::float8 as tax, l.net::float8 as net, l.currency ${OF_PAGE} left join tier t on t.id = p.tier_id
       where p.creator_id = $1 and ($2::timestamptz is null or (l.created_at, l.id) > ($2, $3)) order by l.created_at, l.id limit $4`,
      [creatorId, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}
