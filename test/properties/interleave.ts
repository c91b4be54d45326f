import type { Scheduler } from 'fast-check';
import { Database } from '../../src/platform/index.js';
import type { Replica } from './replica.js';

/**
 * Runs works of one install at the same moment. After each statement, and so before the end of a transaction, all of them stand still, and the
 * scheduler says who goes on; whoever waits for a lock is left waiting, as it would be, and the others go on.
 * @throws what one of them threw
 */
export async function interleave(scheduler: Scheduler, install: Replica, works: (() => Promise<unknown>)[]): Promise<void> {
  const database = install.app.get(Database);
  const sql = database.sql.bind(database);
  database.sql = async (name, ...rest) => {
    const rows = await sql(name, ...rest);
    await scheduler.schedule(Promise.resolve(), name);
    return rows as never;
  };
  const running = new Set(works);
  const ended = Promise.allSettled(works.map((work) => work().finally(() => running.delete(work))));
  try {
    while (running.size > 0) {
      if (scheduler.count() > 0 && scheduler.count() + await locked(install) >= running.size) await scheduler.waitNext(1);
      else await new Promise((resolve) => { setImmediate(resolve); });
    }
  } finally {
    database.sql = sql;
  }
  for (const one of await ended) if (one.status === 'rejected') throw one.reason;
}

/** How many of an install's connections wait for a lock that another one holds. */
async function locked({ db }: Replica): Promise<number> {
  const { rows } = await db.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
  return rows[0]!.n;
}
