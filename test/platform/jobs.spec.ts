import { readFileSync } from 'node:fs';
import { Handlers } from '../../src/platform/events/handlers.js';
import { Jobs, Worker } from '../../src/platform/index.js';
import { startApp, type TestApp, until } from '../app.js';

describe('jobs of dead workers', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp(); });
  afterAll(() => test.close());

  const lock = async (worker: string, age: string) => {
    const { rows: [job] } = await test.db.query("select id from graphile_worker.add_job('platform.sweep', '{}', run_at => now() + interval '1 day')");
    await test.db.query('update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - $3::interval where id = $1', [job.id, worker, age]);
    return async () => (await test.db.query('select locked_by from graphile_worker.jobs where id = $1', [job.id])).rows[0].locked_by as string | null;
  };

  it('are freed, whether their worker was written down or died before it could be', async () => {
    await test.db.query("insert into job_worker (worker_id, pid, started) values ('written down', 1, '2020-01-01')");
    const [known, unknown] = [await lock('written down', '1 second'), await lock('never written down', '1 minute')];
    await until('both to be freed', async () => await known() === null && await unknown() === null);
  });

  it('are left alone while their worker lives, or may only just have begun', async () => {
    const { rows: [alive] } = await test.db.query('select worker_id from job_worker');
    const [living, beginning] = [await lock(alive.worker_id, '1 hour'), await lock('just begun', '0 seconds')];
    const witness = await lock('never written down', '1 minute');
    await until('a sweep', async () => await witness() === null);
    expect([await living(), await beginning()]).toEqual([alive.worker_id, 'just begun']);
  });

  it('are of one worker among those that live, as each of them knows', async () => {
    const worker = test.app.get(Worker);
    expect(worker.living).toBe(1);
    await test.db.query("insert into job_worker (worker_id, pid, started) select 'another', pid, started from job_worker");
    await until('it to know of the other', async () => worker.living === 2);
    await test.db.query("update job_worker set pid = 1 where worker_id = 'another'");
    await until('it to know that the other died', async () => worker.living === 1);
  });

  it('are gone where another of their key took their place, and stay where they were given up', async () => {
    const add = async () => (await test.db.query("select id from graphile_worker.add_job('platform.sweep', '{}', job_key => 'twice', run_at => now() + interval '1 day')")).rows[0].id as string;
    const later = new Date('2100-01-01');
    const failing = async () => { await test.app.get(Jobs).add('platform.sweep', {}, { key: 'failed before', at: later }); return (await test.db.query("select id from graphile_worker.jobs where key = 'failed before'")).rows[0].id as string; };
    const failed = await failing();
    await test.db.query("update graphile_worker._private_jobs set locked_by = 'never written down', locked_at = now() - interval '1 minute', last_error = 'no' where id = $1", [failed]);
    const [replaced, givenUp] = [await add(), (await test.db.query("select id from graphile_worker.add_job('platform.sweep', '{}', run_at => now() + interval '1 day')")).rows[0].id as string];
    await test.db.query("update graphile_worker._private_jobs set locked_by = 'never written down', locked_at = now() - interval '1 minute' where id = $1", [replaced]);
    await test.db.query("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no' where id = $1", [givenUp]);
    const replacing = await add();
    await failing();
    expect(replacing).not.toBe(replaced);
    const left = async () => (await test.db.query('select id from graphile_worker.jobs where id = any($1) order by id', [[replaced, failed, givenUp, replacing]])).rows.map((row) => row.id);
    await until('those replaced to go', async () => !(await left()).some((id) => [replaced, failed].includes(id)));
    expect(await left()).toEqual([givenUp, replacing]);
  });

  it('find the handlers that an older version knew by another name', () => {
    const renamed = readFileSync(new URL('../../migrations/1760000500000-rename-mail-tasks.ts', import.meta.url), 'utf8');
    const known = test.app.get(Handlers).all();
    const names = [...renamed.matchAll(/: '(\w+:\w+\.\w+)'/g)].map(([, name]) => name!);
    expect(names).toHaveLength(5);
    for (const name of names) expect([name, known.has(name)]).toEqual([name, true]);
  });
});
