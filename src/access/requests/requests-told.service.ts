import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, Events, OnJob, plusMs } from '../../platform/index.js';
import { RequestsWaiting } from '../events.js';

/** Tells a page that somebody asks: once a day at most, however many do. */
@Injectable()
export class RequestsTold {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events) {}

  @OnJob('access.tellOfRequests')
  async tell(): Promise<void> {
    const now = this.clock.now();
    await this.db.inTransaction(async () => {
      const told = await this.db.sql<{ creator_id: string }>(
        'requests.told',
        `update tier_request r set told_at = $1 where r.told_at is null and r.answered_at is null
           and not exists (select 1 from tier_request e where e.creator_id = r.creator_id and e.told_at > $2) returning r.creator_id`,
        [now, plusMs(now, -DAY)],
      );
      for (const creatorId of new Set(told.map((row) => row.creator_id))) await this.events.publish(new RequestsWaiting(creatorId, now.toISOString()));
    });
  }
}
