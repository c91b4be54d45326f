import pg from 'pg';
import { useOwnTmp } from './own-tmp.mjs';
import { throwAwayCluster } from '../src/tools/throw-away.mjs';

// Who migrates which template, which every spec's own database is a copy of.
const TEMPLATES = [
  { name: 'thousand_template', owner: 'thousand', module: '../src/platform/database/migrate.ts', verb: 'migrate' },
  { name: 'sandbox_template', owner: 'sandbox', module: '../src/sandbox/migrate.ts', verb: 'migrateSandbox' },
  { name: 'empty_template', owner: 'thousand' },
];

/** One throw-away cluster per jest run, and a browser that no other user unpacked. */
export default async function setup() {
  useOwnTmp();
  const cluster = await throwAwayCluster({ settings: { max_connections: 200 } });
  globalThis.__cluster = cluster;
  const urls = Object.fromEntries(['postgres', 'thousand', 'sandbox'].map((name) => [name, cluster.url(name)]));
  process.env.TEST_CLUSTER = JSON.stringify(urls);
  const admin = new pg.Client(urls.postgres);
  await admin.connect();
  for (const { name, owner, module, verb } of TEMPLATES) {
    await admin.query(`create database ${name} owner ${owner}`);
    if (!module) continue;
    const migrations = await import(new URL(module, import.meta.url).href);
    await migrations[verb](urls[owner].replace(/[^/]*$/, name));
  }
  await admin.end();
}
