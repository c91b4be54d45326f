import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../src/tools/cluster.mjs';
import { isRunning } from '../src/tools/processes.mjs';

const PREFIX = 'thousand-test-';

// Who migrates which template. A module that is not there yet leaves its template empty.
const TEMPLATES = [
  { name: 'thousand_template', owner: 'thousand', module: '../src/platform/database/migrate.ts', verb: 'migrate' },
  { name: 'sandbox_template', owner: 'sandbox', module: '../src/sandbox/migrate.ts', verb: 'migrateSandbox' },
  { name: 'empty_template', owner: 'thousand' },
];

/** One throw-away cluster per jest run, with the migrated databases that every spec's own database is copied from. */
export default async function setup() {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const word = () => randomBytes(18).toString('base64url');
  const cluster = await startCluster({
    folder,
    password: word(),
    databases: { thousand: word(), sandbox: word() },
    settings: { max_connections: 200 },
    sync: false,
  });
  globalThis.__cluster = { cluster, folder };
  const urls = Object.fromEntries(['postgres', 'thousand', 'sandbox'].map((name) => [name, cluster.url(name)]));
  process.env.TEST_CLUSTER = JSON.stringify(urls);
  const admin = new pg.Client(cluster.url('postgres'));
  await admin.connect();
  for (const { name, owner, module, verb } of TEMPLATES) {
    await admin.query(`create database ${name} owner ${owner}`);
    const file = module && new URL(module, import.meta.url);
    if (file && existsSync(file)) await (await import(file.href))[verb](urls[owner].replace(/[^/]*$/, name));
  }
  await admin.end();
}

/** Removes the folders of runs that were killed before they could. */
function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
