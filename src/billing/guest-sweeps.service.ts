import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, DAY, LOGGER, OnJob, plusMs } from '../platform/index.js';
import { PersonalData } from '../members/index.js';

const KEPT = 30 * DAY;
const BATCH = 50;

/** Forgets who joined as a guest, never proved the address and never paid: a month is long enough for a letter. */
@Injectable()
export class GuestSweeps {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly data: PersonalData,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @OnJob('billing.sweepGuests')
  async sweep(): Promise<void> {
    const gone = await this.db.sql<{ id: string }>(
      'guests.unproved',
      `select a.id from account a where a.proved_at is null and a.created_at < $1
         and not exists (select 1 from subscription s where s.account_id = a.id) order by a.created_at limit ${BATCH}`,
      [plusMs(this.clock.now(), -KEPT)],
    );
    for (const { id } of gone) {
      await this.data.erase(id).catch((error: unknown) => this.log.warn({ err: error }, 'a guest could not be forgotten; the next hour tries again'));
    }
  }
}
