import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../../platform/index.js';
import type { Subscription } from '../subscription.entity.js';
import { isLive, UNSOLD } from '../sync/entitlement.js';

interface Notice {
  move_id: string;
  subscription_id: string;
  starts_at: Date | null;
  told_at: Date | null;
  tier_id: string;
  period: 'month' | 'year';
  currency: string;
  before: number;
  now: number;
}

/** What has been announced to whom: read and settled with each projection, so that it never says otherwise than Stripe. */
@Injectable()
export class PriceNotices {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /**
   * Gives subscriptions the price that was announced for them; inside the sync's transaction. One that pays the new price has been
   * moved, and one that pays neither the old nor the new has gone another way: what was announced to it is void.
   */
  async mark(rows: Subscription[]): Promise<Subscription[]> {
    const notices = await this.db.sql<Notice>(
      'notices.open',
      `select n.move_id, n.subscription_id, n.starts_at, n.told_at, m.tier_id, t.period, t.currency, f.amount as before, t.amount as now
       from price_notice n join price_move m on m.id = n.move_id join tier_price f on f.id = m.from_price_id join tier_price t on t.id = m.to_price_id
       where n.stripe_account = $2 and n.subscription_id = any($1) and n.moved_at is null and n.dropped_at is null`,
      [rows.map((row) => row.subscriptionId), rows[0]?.stripeAccount ?? ''],
    );
    const marked: Subscription[] = [];
    for (const row of rows) {
      const notice = notices.find((one) => one.subscription_id === row.subscriptionId);
      marked.push(notice ? await this.markOne(row, notice) : row);
    }
    return marked;
  }

  private async markOne(row: Subscription, notice: Notice): Promise<Subscription> {
    // Somebody may move it back: until then it is at no price that was announced.
    if (row.status === UNSOLD) return row;
    const isSold = row.tierId === notice.tier_id && row.period === notice.period && row.currency === notice.currency;
    if (isLive(row.status) && isSold && row.amount === notice.before) return { ...row, coming: row.coming ?? comingOf(row, notice) };
    const outcome = isSold && row.amount === notice.now ? 'moved_at' : 'dropped_at';
    // A pause or a payment that is late is no way out: the announcement waits for it.
    if (outcome === 'dropped_at' && isSold && row.endedAt === null && row.status !== 'gone') return row;
    await this.db.sql(
      'notices.settle',
      `update price_notice set moved_at = case when $3 = 'moved_at' then $4::timestamptz end, dropped_at = case when $3 = 'dropped_at' then $4::timestamptz end
       where move_id = $1 and stripe_account = $5 and subscription_id = $2 and moved_at is null and dropped_at is null`,
      [notice.move_id, row.subscriptionId, outcome, this.clock.now(), row.stripeAccount],
    );
    return row;
  }
}

/** Nothing is coming to whoever was not told, nor to whoever leaves. */
function comingOf(row: Subscription, notice: Notice): Subscription['coming'] {
  if (!notice.told_at || !notice.starts_at || row.cancelAtPeriodEnd) return null;
  const { tier_id: tierId, now: amount, currency, period, move_id: source } = notice;
  return { kind: 'announced', tierId, amount, currency, period, at: notice.starts_at.toISOString(), due: null, payUrl: null, source };
}
