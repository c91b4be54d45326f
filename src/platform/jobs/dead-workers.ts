import pg from 'pg';
import type { Logger } from 'pino';
import { KEYED } from './jobs.js';

const SWEEP_MS = 2000;
const LAST_MS = 2000;

/**
 * graphile-worker keeps a killed worker's jobs locked for four hours. Each worker therefore holds one connection for
 * life and writes its backend beside its id; whoever finds an id whose backend is gone unlocks its jobs. Works only on
 * a direct connection, since a pooler would hand out other backends.
 */
export class DeadWorkers {
  private life: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Workers of this database that lived at the last look, this one with them; looked at with each sweep. */
  living = 1;

  constructor(private readonly url: string, private readonly log: Logger) {}

  async start(): Promise<void> {
    this.life = new pg.Client({ connectionString: this.url, application_name: 'thousand-worker-life' });
    // Losing this connection means others think us dead: die in fact, so that no job runs twice at once.
    this.life.on('error', (error) => {
      this.log.fatal({ err: error }, 'worker lost its life line');
      clearInterval(this.timer);
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
      // Shutting down may itself wait for a database that is gone.
      setTimeout(() => process.exit(1), LAST_MS).unref();
    });
    await this.life.connect();
    this.timer = setInterval(() => void this.sweep().catch((error: unknown) => this.log.warn({ err: error }, 'sweep')), SWEEP_MS);
    this.timer.unref();
  }

  async register(workerPoolId: string): Promise<void> {
    await this.life?.query(
      `insert into job_worker (worker_id, pid, started)
       select $1, pid, backend_start from pg_stat_activity where pid = pg_backend_pid()`,
      [workerPoolId],
    );
    await this.count();
  }

  /**
   * One statement removes the dead and unlocks their jobs, so that a crash between the two cannot lose either. A worker
   * that died before it was written down is known by jobs that have long been locked by nobody here.
   */
  private async sweep(): Promise<void> {
    const { rows } = await this.life!.query<{ n: number }>(
      `with gone as (
         delete from job_worker w
         where not exists (select 1 from pg_stat_activity a where a.pid = w.pid and a.backend_start = w.started)
         returning worker_id),
       stray as (
         select locked_by as worker_id from graphile_worker.jobs j
         where locked_at < clock_timestamp() - interval '10 seconds' and not exists (select 1 from job_worker w where w.worker_id = j.locked_by))
       select count(graphile_worker.force_unlock_workers(array[worker_id]))::int as n
       from (select worker_id from gone union select worker_id from stray) as dead`,
    );
    if (rows[0]!.n > 0) this.log.warn({ workers: rows[0]!.n }, 'jobs of a dead worker were freed');
    await this.count();
    await this.removeReplaced();
  }

  private async count(): Promise<void> {
    const found = await this.life?.query<{ n: number }>('select count(*)::int as n from job_worker');
    this.living = Math.max(found?.rows[0]?.n ?? 1, 1);
  }

  /**
   * A job that was running as another of its key was added is told never to run again (graphile-worker, `add_job`): where its worker
   * died, it would lie there for ever like one that was given up. One that was given up has its key still.
   */
  private async removeReplaced(): Promise<void> {
    await this.life!.query(
      `select graphile_worker.complete_jobs(array_agg(id)) from graphile_worker.jobs
       where attempts >= max_attempts and key is null and (last_error is null or flags ? '${KEYED}') and locked_at is null having count(*) > 0`,
    );
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.life?.removeAllListeners('error');
    this.life?.on('error', () => undefined);
    await this.life?.end();
  }
}
