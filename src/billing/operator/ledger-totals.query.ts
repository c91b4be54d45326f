import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { TAX_IN } from '../earnings/earnings.query.js';

/** What the ledger says of one currency beside what Stripe says is in the balance; minor units. */
export interface LedgerTotal {
  currency: string;
  entries: number;
  gross: number;
  back: number;
  fees: number;
  /** What of the charges is tax, which is still in the balance. */
  tax: number;
  /** What was paid out to the bank, and whatever else moved that is about no charge. */
  other: number;
  net: number;
  /** Stripe's own figure, available and pending together; null until it was asked. */
  balance: number | null;
}

export interface LedgerStand {
  readAt: Date | null;
  readUntil: Date | null;
  /** A long history is still being read. */
  reading: boolean;
  /** Movements that belong to no page: their invoice is not read yet, or is not ours. */
  unattributed: number;
  totals: LedgerTotal[];
}

/** The ledger against Stripe's balance, for the operator. */
@Injectable()
export class LedgerTotals {
  constructor(private readonly db: Database) {}

  async stand(): Promise<LedgerStand> {
    const [sweep] = await this.db.sql<{ account: string; readAt: Date | null; readUntil: Date | null; reading: boolean; balance: Record<string, number> | null }>(
      'totals.sweep', 'select stripe_account as account, read_at as "readAt", read_until as "readUntil", walk_after is not null as reading, balance from ledger_sweep order by read_at desc nulls last limit 1',
    );
    if (!sweep) return { readAt: null, readUntil: null, reading: false, unattributed: 0, totals: [] };
    const [totals, [loose]] = await Promise.all([this.totals(sweep.account), this.unattributed(sweep.account)]);
    return {
      readAt: sweep.readAt, readUntil: sweep.readUntil, reading: sweep.reading, unattributed: loose!.count,
      totals: totals.map((one) => ({ ...one, balance: sweep.balance ? sweep.balance[one.currency] ?? 0 : null })),
    };
  }

  private async totals(account: string): Promise<Omit<LedgerTotal, 'balance'>[]> {
    return this.db.sql(
      'totals.sums',
      `select l.currency, count(*)::int as entries, coalesce(sum(l.amount) filter (where l.kind = 'charge'), 0)::float8 as gross,
         coalesce(-sum(l.amount) filter (where l.kind <> 'charge' and l.charge_id is not null), 0)::float8 as back, sum(l.fee)::float8 as fees,
         coalesce(sum(l.amount) filter (where l.kind <> 'charge' and l.charge_id is null), 0)::float8 as other, sum(l.net)::float8 as net, coalesce(sum(${TAX_IN}), 0)::float8 as tax
       from ledger_entry l left join payment_charge c on c.stripe_account = l.stripe_account and c.charge_id = l.charge_id
         left join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id
       where l.stripe_account = $1 group by 1 order by 1`,
      [account],
    );
  }

  private async unattributed(account: string): Promise<{ count: number }[]> {
    return this.db.sql(
      'totals.unattributed',
      `select count(*)::int as count from ledger_entry l where l.stripe_account = $1 and l.charge_id is not null and not exists (
         select 1 from payment_charge c join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id
         where c.stripe_account = l.stripe_account and c.charge_id = l.charge_id and p.creator_id is not null)`,
      [account],
    );
  }
}
