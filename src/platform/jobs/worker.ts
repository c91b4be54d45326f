import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EventEmitter } from 'node:events';
import { Logger as WorkerLogger, parseCronItems, run, type CronItem, type Runner, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Logger } from 'pino';
import { Config } from '../config/config.js';
import { Handlers } from '../events/handlers.js';
import { LOGGER } from '../log/logger.js';
import { DeadWorkers } from './dead-workers.js';
import { asJob } from './in-job.js';

/** Runs jobs in this process. Stopping waits for those in flight. */
@Injectable()
export class Worker implements OnApplicationShutdown {
  private runner: Runner | undefined;
  private pool: pg.Pool | undefined;
  private dead: DeadWorkers | undefined;
  /** No job does anything before others can tell that its worker died. */
  private registered: Promise<void> | undefined;

  constructor(
    private readonly config: Config,
    private readonly handlers: Handlers,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** How many processes run jobs at this moment, as far as this one knows: looked at every two seconds. What all of them draw on is shared by it. */
  get living(): number {
    return this.dead?.living ?? 1;
  }

  /** @param schedule recurring tasks; each tick is run once however many workers there are */
  async start(schedule: CronItem[], concurrency = 5): Promise<void> {
    this.pool = new pg.Pool({ connectionString: this.config.databaseDirectUrl, max: concurrency + 2 });
    const lost = (error: Error) => this.log.warn({ err: error }, 'jobs: a database connection was lost');
    this.pool.on('error', lost).on('connect', (client) => client.on('error', lost));
    this.dead = new DeadWorkers(this.config.databaseDirectUrl, this.log);
    await this.dead.start();
    const events = new EventEmitter();
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      this.registered = this.dead!.register(workerPool.id);
      this.registered.catch((error: unknown) => this.log.error({ err: error }, 'this worker could not write itself down'));
    });
    this.runner = await run({
      pgPool: this.pool, concurrency, noHandleSignals: true, events: events as never, taskList: this.tasks(),
      parsedCronItems: parseCronItems(schedule), logger: this.logger(), pollInterval: 1000,
    });
  }

  /** Stops taking jobs, waits for those in flight and hands the rest back. */
  async onApplicationShutdown(): Promise<void> {
    await this.runner?.stop().catch(() => undefined);
    await this.dead?.stop();
    await this.pool?.end();
    this.runner = undefined;
  }

  private tasks(): TaskList {
    return Object.fromEntries([...this.handlers.all()].map(([name, handler]) => [
      name,
      async (payload: unknown, helpers: { job: { id: string; attempts: number } }) => {
        try {
          await this.registered;
          await asJob(name, () => handler(payload as never));
        } catch (error) {
          this.log.error({ err: error, task: name, job: helpers.job.id, attempt: helpers.job.attempts }, 'job failed');
          throw error;
        }
      },
    ]));
  }

  private logger(): WorkerLogger {
    return new WorkerLogger(() => (level, message) => {
      if (level === 'error' || level === 'warning') this.log.warn({ source: 'graphile-worker' }, message);
    });
  }
}
