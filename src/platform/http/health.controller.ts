import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Database } from '../database/transaction.js';

/** For load balancers and watchers. */
@Controller()
export class HealthController {
  constructor(private readonly db: Database) {}

  /** This process answers. */
  @Get('healthz')
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  /** The database answers, is migrated, and jobs are not left lying. */
  @Get('readyz')
  async readyz(@Res() reply: FastifyReply): Promise<void> {
    try {
      const [row] = await this.db.sql<{ queue_age: number }>(
        'health.ready',
        `select coalesce(extract(epoch from clock_timestamp() - min(run_at)), 0)::float as queue_age
         from graphile_worker.jobs where attempts < max_attempts and run_at < clock_timestamp() and locked_at is null`,
      );
      const late = row!.queue_age > 300;
      void reply.status(late ? 503 : 200).send({ status: late ? 'jobs are late' : 'ready', queueAgeSeconds: Math.round(row!.queue_age) });
    } catch {
      void reply.status(503).send({ status: 'no database' });
    }
  }
}
