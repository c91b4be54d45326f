import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, done, Instant, NotFound, Nullable, OK, OkView, Page, Queue, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Audit } from '../audit/audit.service.js';
import { requireOperator } from './operator.js';

const JobView = Type.Object({ id: Type.String(), task: Type.String(), attempts: Type.Integer(), givenUp: Type.Boolean(), nextAt: Nullable(Instant), error: Nullable(Type.String()) });
const JobsView = Type.Object({ waiting: Type.Integer(), oldestSeconds: Type.Integer(), givenUp: Type.Integer(), failing: Type.Array(JobView) });
const MOST = 100;

/** The work of this install that waits, and what of it failed. */
@Controller('operator/jobs')
@SignedIn()
export class OperatorJobsController {
  constructor(private readonly queue: Queue, private readonly audit: Audit) {}

  @Get()
  @Page({
    id: 'listJobs', summary: 'Work that waits, and what of it failed', view: JobsView, template: 'operator/jobs', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('jobs.title'), noindex: true }),
  })
  async index(@Who() actor: Actor) {
    requireOperator(actor);
    const [{ waiting, oldestSeconds, givenUp }, failing] = await Promise.all([this.queue.state(), this.queue.failing(MOST)]);
    return {
      waiting, oldestSeconds: Math.round(oldestSeconds), givenUp,
      failing: failing.map(({ id, task, attempts, last, runAt, error }) => ({ id, task, attempts, givenUp: last, nextAt: last ? null : runAt.toISOString(), error })),
    };
  }

  @Post(':id/attempts')
  @Write({ id: 'retryJob', summary: 'Tries a job again at once', view: OkView })
  async retry(@Who() actor: Actor, @Param('id') id: string) {
    requireOperator(actor);
    const task = /^\d{1,18}$/.test(id) ? await this.queue.tryAgain(id) : null;
    if (!task) throw new NotFound();
    await this.audit.note(actor, null, 'jobRetried', null, { task });
    return done('/operator/jobs', OK, 'jobRetried');
  }
}
