import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, OnJob, plusMs } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { TrialEnding } from '../events.js';

/** How long before free days end their fan is told: Stripe's own `trial_will_end` comes as early. */
const AHEAD = 3 * DAY;

/** Free days that end are announced in time to leave. */
@Injectable()
export class TrialsAhead {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly effects: Effects) {}

  @OnJob('billing.trialsAhead')
  async tell(): Promise<void> {
    const now = this.clock.now();
    const due = await this.db.sql<{ subscription_id: string; account_id: string; creator_id: string; trial_end: Date }>(
      'trials.ahead',
      `select subscription_id, account_id, creator_id, trial_end from subscription
       where status = 'trialing' and not surplus and not cancel_at_period_end and trial_end between $1 and $2`,
      [now, plusMs(now, AHEAD)],
    );
    for (const { subscription_id: id, account_id: accountId, creator_id: creatorId, trial_end: end } of due) {
      await this.effects.announce('trial_ending', `${id} ${end.toISOString()}`, new TrialEnding(accountId, creatorId, id, end.toISOString()));
    }
  }
}
