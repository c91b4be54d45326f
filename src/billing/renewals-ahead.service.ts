import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, OnJob, plusMs } from '../platform/index.js';
import { Effects } from './effects.service.js';
import { RenewalAhead } from './events.js';

/** How long before a yearly charge its fan is told of it. */
const AHEAD = 14 * DAY;

/** A year is long enough to forget: whoever renews before long hears of it in time to leave. */
@Injectable()
export class RenewalsAhead {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly effects: Effects) {}

  @OnJob('billing.renewalsAhead')
  async tell(): Promise<void> {
    const now = this.clock.now();
    const due = await this.db.sql<{ subscription_id: string; account_id: string; creator_id: string; period_end: Date }>(
      'renewals.ahead',
      `select subscription_id, account_id, creator_id, period_end from subscription
       where period = 'year' and status = 'active' and not surplus and not cancel_at_period_end and period_end between $1 and $2`,
      [now, plusMs(now, AHEAD)],
    );
    for (const { subscription_id: id, account_id: accountId, creator_id: creatorId, period_end: end } of due) {
      await this.effects.announce('renewal_ahead', `${id} ${end.toISOString()}`, new RenewalAhead(accountId, creatorId, id, end.toISOString()));
    }
  }
}
