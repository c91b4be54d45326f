import { Injectable } from '@nestjs/common';
import { Database } from '../database/transaction.js';
import { PageStore } from '../http/page-store.js';
import { Queue } from '../jobs/queue.js';
import { Metrics } from './metrics.js';

/** What the ground under every module tells: connections, jobs, stored pages. */
@Injectable()
export class PlatformMetrics {
  constructor(metrics: Metrics, db: Database, queue: Queue, pages: PageStore) {
    const { pool } = db;
    const state = metrics.together(() => queue.state());
    metrics.gauge('database_connections', 'Connections of this process, by what they do.', () => ({ idle: pool.idleCount, busy: pool.totalCount - pool.idleCount }), 'state');
    metrics.gauge('database_waiting', 'Requests of this process that wait for a connection.', () => pool.waitingCount);
    metrics.gauge('jobs', 'Jobs due and not yet begun, and jobs that failed for the last time.', async () => {
      const { waiting, givenUp } = await state();
      return { waiting, given_up: givenUp };
    }, 'state');
    metrics.gauge('jobs_oldest_seconds', 'How long the oldest due job has waited.', async () => (await state()).oldestSeconds);
    metrics.gauge('stored_pages', 'Pages kept for strangers in this process.', () => pages.size);
  }
}
