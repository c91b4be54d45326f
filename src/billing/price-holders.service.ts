import { Injectable } from '@nestjs/common';
import { Database } from '../platform/index.js';
import type { TierPrice } from '../tiers/index.js';

/** Who pays what. */
@Injectable()
export class PriceHolders {
  constructor(private readonly db: Database) {}

  /** Accounts whose live membership is at this price. */
  async of({ tierId, amount, currency, period }: TierPrice): Promise<string[]> {
    const rows = await this.db.sql<{ account_id: string }>(
      'price.holders',
      `select distinct account_id from subscription
       where tier_id = $1 and amount = $2 and currency = $3 and period = $4 and status in ('active', 'trialing', 'past_due') and not surplus`,
      [tierId, amount, currency, period],
    );
    return rows.map((row) => row.account_id);
  }
}
