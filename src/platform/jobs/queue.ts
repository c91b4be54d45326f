import { Injectable } from '@nestjs/common';
import { Database } from '../database/transaction.js';

/** How the jobs of the install stand. */
export interface QueueState {
  /** Due and not yet begun. */
  waiting: number;
  /** How long the oldest of them has waited; 0 without any. */
  oldestSeconds: number;
  /** Tried for the last time, and failed. */
  givenUp: number;
}

export interface FailingJob {
  id: string;
  task: string;
  attempts: number;
  last: boolean;
  runAt: Date;
  error: string | null;
}

/** Looks at the jobs of all processes. */
@Injectable()
export class Queue {
  constructor(private readonly db: Database) {}

  async state(): Promise<QueueState> {
    const [row] = await this.db.sql<{ waiting: number; oldest: number; given_up: number }>(
      'queue.state',
      `select (count(*) filter (where due))::int as waiting, coalesce(extract(epoch from clock_timestamp() - min(run_at) filter (where due)), 0)::float as oldest,
         (count(*) filter (where attempts >= max_attempts))::int as given_up
       from (select run_at, attempts, max_attempts, attempts < max_attempts and run_at < clock_timestamp() and locked_at is null as due from graphile_worker.jobs) as job`,
    );
    return { waiting: row!.waiting, oldestSeconds: row!.oldest, givenUp: row!.given_up };
  }

  /** Lets a failed job begin at once, with all its tries before it. @returns its task, or null when it is not there or under way */
  async tryAgain(id: string): Promise<string | null> {
    const [row] = await this.db.sql<{ task: string }>(
      'queue.tryAgain',
      `with again as (select (graphile_worker.reschedule_jobs(array[$1::bigint], run_at => clock_timestamp(), attempts => 0)).id)
       select task_identifier as task from graphile_worker.jobs where id in (select id from again)`,
      [id],
    );
    return row?.task ?? null;
  }

  /** Jobs that failed at least once and are still there, those that were given up first. */
  async failing(limit: number): Promise<FailingJob[]> {
    return this.db.sql<FailingJob>(
      'queue.failing',
      `select id::text, task_identifier as task, attempts, attempts >= max_attempts as last, run_at as "runAt", last_error as error
       from graphile_worker.jobs where last_error is not null order by last desc, run_at limit $1`,
      [limit],
    );
  }
}
