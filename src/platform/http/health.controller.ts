import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Queue } from '../jobs/queue.js';

/** For load balancers and watchers. */
@Controller()
export class HealthController {
  constructor(private readonly queue: Queue) {}

  /** This process answers. */
  @Get('healthz')
  healthz(): { status: string } {
    return { status: 'ok' };
  }

  /** The database answers, is migrated, and jobs are not left lying. */
  @Get('readyz')
  async readyz(@Res() reply: FastifyReply): Promise<void> {
    try {
      const { oldestSeconds } = await this.queue.state();
      const late = oldestSeconds > 300;
      void reply.status(late ? 503 : 200).send({ status: late ? 'jobs are late' : 'ready', queueAgeSeconds: Math.round(oldestSeconds) });
    } catch {
      void reply.status(503).send({ status: 'no database' });
    }
  }
}
