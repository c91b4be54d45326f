import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../../src/platform/database/migrate.ts';
import { freePort } from '../../src/tools/processes.mjs';
import { throwAwayCluster } from '../../src/tools/throw-away.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const STRIPE_KEY = 'sk_test_benchmarks';
const SECRET_KEY = 'a key for benchmarks that is long enough to be one';
const STARTING_MS = 30_000;

export const WEBHOOK_SECRET = 'whsec_benchmarks';

/**
 * The ground of a run: a throw-away cluster that counts its statements, migrated, and the local Stripe beside it. The
 * cluster runs with fsync off, for both sides of every comparison: what is compared is work, not a disk.
 * @returns {Promise<Ground>}
 *
 * @typedef {object} Ground
 * @property {string} database address of the app's database
 * @property {string} admin address of the same database as superuser
 * @property {string} stripe address of the sandbox
 * @property {(role: string) => Promise<Process>} product starts the built app in that ROLE
 * @property {(file: string, env?: object) => Promise<Process>} limit starts one of limits/
 * @property {() => Promise<void>} remove
 *
 * @typedef {{ url: string, memory: () => { rss: number, pss: number }, cpu: () => number, stop: () => Promise<void> }} Process memory in MB, cpu in seconds
 */
export async function layGround() {
  const dataDir = mkdtempSync(join(tmpdir(), 'thousand-bench-'));
  chmodSync(dataDir, 0o755);
  const cluster = await throwAwayCluster({ settings: { max_connections: 100, shared_preload_libraries: 'pg_stat_statements' } });
  const database = cluster.url('thousand');
  await migrate(database);
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const stripe = `http://127.0.0.1:${sandboxPort}`;
  const sandbox = await run('dist/sandbox/main.js', stripe, '/_sandbox/clock', {
    SANDBOX_DATABASE_URL: cluster.url('sandbox'), SANDBOX_PORT: sandboxPort, SANDBOX_SECRET_KEY: STRIPE_KEY,
    SANDBOX_WEBHOOK_SECRET: WEBHOOK_SECRET, SANDBOX_DELIVER_TO: `${url}/webhooks/stripe`,
  });
  return {
    database, admin: cluster.url('postgres').replace(/[^/]*$/, 'thousand'), stripe,
    product: (role, flags) => run('dist/main.js', url, '/healthz', {
      ROLE: role, PORT: port, PUBLIC_URL: url, DATA_DIR: dataDir, DATABASE_URL: database, SECRET_KEY, LOG_LEVEL: 'warn',
      THOUSAND_LOCAL: JSON.stringify({ stripe: { url: stripe, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET } }),
    }, flags),
    limit: async (file, env = {}) => {
      const own = await freePort();
      return run(`test/bench/limits/${file}`, `http://127.0.0.1:${own}`, '/healthz', { PORT: own, DATABASE_URL: database, PUBLIC_URL: url, ...env });
    },
    remove: async () => {
      await sandbox.stop();
      await cluster.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Runs a file under this Node until it answers; its NODE_ENV is development, as `npm start` sets it. */
export async function run(file, url, ready, env, flags = []) {
  const child = spawn(process.execPath, ['--no-warnings', ...flags, join(ROOT, file)], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, NODE_ENV: 'development', ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => { said = (said + part).slice(-10_000); });
  const ended = new Promise((done) => { child.once('exit', done); });
  const until = performance.now() + STARTING_MS;
  while (!await fetch(url + ready).then((answer) => answer.ok, () => false)) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`${file} does not start.\n${said}`);
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  return {
    url, memory: () => memoryOf(child.pid), cpu: () => cpuOf(child.pid),
    stop: () => (child.kill('SIGTERM'), ended),
  };
}

/** Resident and proportional memory of a process in MB; zeros where there is no /proc. */
function memoryOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const [rss, pss] = ['Rss', 'Pss'].map((name) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)[1]) / 1024));
    return { rss, pss };
  } catch {
    return { rss: 0, pss: 0 };
  }
}

/** Processor time a process has used, in seconds: what is left of a comparison where neighbours are loud. */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
