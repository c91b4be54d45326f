import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, OnJob, plusMs } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { PauseEnding } from '../events.js';

/** How long before a pause ends its fan is told what will be charged. */
const AHEAD = 5 * DAY;

/** A pause that ends by itself is announced in time to leave, or to make it longer. */
@Injectable()
export class PausesAhead {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly effects: Effects) {}

  @OnJob('billing.pausesAhead')
  async tell(): Promise<void> {
    const now = this.clock.now();
    const due = await this.db.sql<{ subscription_id: string; account_id: string; creator_id: string; next_charge_at: Date }>(
      'pauses.ahead',
      `select subscription_id, account_id, creator_id, next_charge_at from subscription
       where paused and status = 'active' and not surplus and next_charge_at between $1 and $2`,
      [now, plusMs(now, AHEAD)],
    );
    for (const { subscription_id: id, account_id: accountId, creator_id: creatorId, next_charge_at: charge } of due) {
      await this.effects.announce('pause_ending', `${id} ${charge.toISOString()}`, new PauseEnding(accountId, creatorId, id, charge.toISOString()));
    }
  }
}
