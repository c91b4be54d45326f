import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, pay } from '../client.js';
import { createDatabase, type TestDatabase } from '../database.js';

const ROOT = resolve(import.meta.dirname, '../..');

describe('a backup', () => {
  let test: TestApp;
  let empty: TestDatabase;
  let folder: string;
  const tool = (name: string, url: string, dataDir: string, ...args: string[]) => spawnSync(join(ROOT, 'node_modules/.bin/node'), ['--no-warnings', `src/tools/${name}.mjs`, ...args], {
    cwd: ROOT, encoding: 'utf8', env: { PATH: process.env.PATH, DATABASE_URL: url, DATA_DIR: dataDir },
  });
  /** Every row of every table as text, in no order. */
  const everything = async (url: string) => {
    const db = new pg.Client({ connectionString: url });
    await db.connect();
    const { rows: tables } = await db.query("select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'");
    const found: Record<string, string[]> = {};
    for (const { name } of tables) found[name] = (await db.query(`select t::text as row from ${name} t`)).rows.map((one) => one.row as string).sort();
    await db.end();
    // When a worker looked last is no one's data.
    for (const own of ['public.migration', 'graphile_worker.migrations', 'graphile_worker._private_known_crontabs', 'public.job_worker']) delete found[own];
    return found;
  };

  beforeAll(async () => {
    test = await startApp();
    empty = await createDatabase({ template: 'empty' });
    folder = mkdtempSync(join(tmpdir(), 'thousand-backup-'));
    const owner = await buildPerson(test, 'Tamsin');
    const page = await buildPage(test, owner, 'tamsin');
    await buildPost(owner, 'tamsin', 'paid', 'quotes " and, commas\nlines \\ and ünïcode 😀');
    const fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a member', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
  });
  afterAll(async () => {
    await test.close();
    await empty.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('puts back every row of every table, and goes on counting where it was', async () => {
    const kept = join(folder, 'kept');
    const made = tool('backup', test.config.databaseUrl, test.config.dataDir, kept);
    expect([made.status, made.stderr]).toEqual([0, '']);
    expect(readdirSync(kept).sort()).toEqual(expect.arrayContaining(['backup.json', 'thousand']));
    const before = await everything(test.config.databaseUrl);
    const back = tool('restore', empty.url, join(folder, 'data'), kept);
    expect([back.status, back.stderr]).toEqual([0, '']);
    const after = await everything(empty.url);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    for (const table of Object.keys(before)) expect([table, after[table]]).toEqual([table, before[table]]);
    const db = new pg.Client({ connectionString: empty.url });
    await db.connect();
    await db.query("insert into signal (creator_id, account_id, kind, at) select creator_id, account_id, 'joined', at from signal limit 1");
    const { rows: [left] } = await db.query("select count(*)::int as keys from pg_constraint where contype = 'f'");
    const { rows: [right] } = await test.db.query("select count(*)::int as keys from pg_constraint where contype = 'f'");
    expect(left).toEqual(right);
    await db.end();
  });

  it('is not put over something, not made twice, and must be one', () => {
    const kept = join(folder, 'kept');
    const over = tool('restore', test.config.databaseUrl, join(folder, 'other'), kept);
    expect([over.status, over.stderr]).toEqual([1, expect.stringContaining('holds something')]);
    expect(tool('backup', test.config.databaseUrl, test.config.dataDir, kept).stderr).toContain('is there already');
    expect(tool('restore', empty.url, join(folder, 'other'), folder).stderr).toContain('is no backup');
  });

  it('of a newer version is refused', () => {
    const newer = join(folder, 'kept', 'backup.json');
    const backup = JSON.parse(readFileSync(newer, 'utf8'));
    backup.databases[0].migrations.push('FromTheFuture1999999999999');
    writeFileSync(newer, JSON.stringify(backup));
    expect(existsSync(newer)).toBe(true);
    expect(tool('restore', empty.url, join(folder, 'other'), join(folder, 'kept')).status).toBe(1);
  });
});
