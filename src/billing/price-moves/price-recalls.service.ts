import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Database, Events, type Money, step } from '../../platform/index.js';
import { PriceMoveRecalled } from '../events.js';
import { Inbox } from '../inbox/inbox.service.js';
import { IS_MOVING } from './price-moves.service.js';

/** Who is told that their price stays. */
interface Told {
  moveId: string;
  accountId: string;
  creatorId: string;
}

/** Takes back what was announced: whoever was not moved yet keeps their price, and whoever was told hears of it. */
@Injectable()
export class PriceRecalls {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly inbox: Inbox) {}

  /**
   * Calls off every announcement to those who pay a price; one that is being carried out at this moment goes on.
   * @returns how many people keep their price
   * @throws Conflict `price_not_moving` when nothing is announced
   */
  async recall(tierId: string, priceId: string): Promise<number> {
    return step('recalls.recall', () => this.db.inTransaction(async () => {
      const rows = await this.db.sql<Told & { toldAt: Date | null; account: string; customer: string }>(
        'recalls.drop',
        `update price_notice n set dropped_at = $1, recalled_at = $1 from price_move m, tier_price f, tier_price asked, subscription s
         where m.id = n.move_id and f.id = m.from_price_id and m.tier_id = $2 and asked.id = $3 and asked.tier_id = $2
           and f.amount = asked.amount and f.currency = asked.currency and f.period = asked.period
           and s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id and n.moved_at is null and n.dropped_at is null and not ${IS_MOVING}
         returning n.move_id as "moveId", n.account_id as "accountId", m.creator_id as "creatorId", n.told_at as "toldAt", s.stripe_account as account, s.customer_id as customer`,
        [this.clock.now(), tierId, priceId],
      );
      if (rows.length === 0) throw new Conflict('price_not_moving');
      for (const { account, customer, toldAt, ...told } of rows) {
        await this.inbox.markDirty(account, customer);
        if (toldAt) await this.tell(told);
      }
      return rows.length;
    }));
  }

  /** An announcement whose mail was on its way when it was called off: now its reader is told of that, too. */
  async toldTooLate(moveId: string, accountId: string): Promise<void> {
    const rows = await this.db.sql<Told>(
      'recalls.late',
      `select n.move_id as "moveId", n.account_id as "accountId", m.creator_id as "creatorId" from price_notice n join price_move m on m.id = n.move_id
       where n.move_id = $1 and n.account_id = $2 and n.recalled_at is not null and n.told_at is not null`, [moveId, accountId],
    );
    for (const told of rows) await this.tell(told);
  }

  /** The price a member kept; null when they do not pay it any more. */
  async kept(moveId: string, accountId: string): Promise<{ tierId: string; price: Money } | null> {
    const [row] = await this.db.sql<{ tier_id: string; amount: number; currency: string }>(
      'recalls.kept',
      `select m.tier_id, s.amount, s.currency from price_notice n join price_move m on m.id = n.move_id join tier_price f on f.id = m.from_price_id
       join subscription s on s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id
       where n.move_id = $1 and n.account_id = $2 and n.recalled_at is not null and s.ended_at is null and s.tier_id = m.tier_id and s.amount = f.amount and s.currency = f.currency limit 1`,
      [moveId, accountId],
    );
    return row ? { tierId: row.tier_id, price: { amount: row.amount, currency: row.currency } } : null;
  }

  private async tell({ moveId, accountId, creatorId }: Told): Promise<void> {
    await this.events.publish(new PriceMoveRecalled(moveId, accountId, creatorId));
  }
}
