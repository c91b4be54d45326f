import { Injectable } from '@nestjs/common';
import { Clock, MINUTE, plusMs } from '../clock/clock.js';
import { Database } from '../database/transaction.js';

/** Marks a job that has, or had, a key: one that another of its key replaced while it ran has lost it. */
export const KEYED = 'keyed';

export interface JobOptions {
  /** Jobs of one lane run one at a time, oldest first; one that failed waits, and those behind it go ahead. */
  lane?: string;
  /** A waiting job of the same key is replaced instead of joined by a second; one that runs already is not stopped. */
  key?: string;
  /** Not before this instant, system time. */
  at?: Date;
}

/** Puts jobs into graphile-worker's table; inside a transaction they exist only if it commits. */
@Injectable()
export class Jobs {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /**
   * Tried up to 25 times, with exponentially growing gaps.
   * @param task the name of an `@OnJob` method
   * @param payload plain JSON: ids, never secrets
   */
  async add(task: string, payload: object, options: JobOptions = {}): Promise<void> {
    await this.db.sql(
      'jobs.add',
      `select id from graphile_worker.add_job($1, $2::json, queue_name => $3, job_key => $4, run_at => $5, flags => case when $4::text is not null then array['${KEYED}'] end)`,
      [task, JSON.stringify(payload), options.lane ?? null, options.key ?? null, options.at ?? null],
    );
  }

  /**
   * Finishes in a minute what this process may not live to see the end of; whoever sees it takes the job back by its key.
   * @param payload as `add`
   */
  async addSafeguard(task: string, payload: object, options: Pick<JobOptions, 'lane'> & { key: string }): Promise<void> {
    await this.add(task, payload, { ...options, at: plusMs(this.clock.system(), MINUTE) });
  }

  /** Takes back a job that waits, where there is one of this key; one that runs already is not stopped. */
  async remove(key: string): Promise<void> {
    await this.db.sql('jobs.remove', 'select id from graphile_worker.remove_job($1)', [key]);
  }
}
