// A smoke of every npm command that is not itself a step of `npm test`: it runs, and does what it is for.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutInstall } from './environment.mjs';
import { pause } from './processes.mjs';
import { throwAwayCluster } from './throw-away.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const STEPS_OF_TEST = ['test', 'build', 'typecheck', 'lint', 'migration:check', 'smoke'];
const SMOKES = { start, backup, restore: () => undefined, migrate, billing: () => undefined, bench, faults, 'bench:converge': converge, 'test:mutants': mutants, 'test:soak': () => undefined };
const READY_MS = 60_000;
const STOPPED_MS = 15_000;

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
for (const name of Object.keys(scripts).filter((script) => !STEPS_OF_TEST.includes(script))) {
  if (!SMOKES[name]) throw new Error(`npm run ${name} has no smoke: give it one in src/tools/smoke.mjs.`);
  await SMOKES[name]();
  process.stdout.write(`npm run ${name} works.\n`);
}

/** The whole install comes up, serves both of its addresses, refuses a second copy, and goes when told to. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'thousand-smoke-'));
  chmodSync(folder, 0o755);
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', SANDBOX_PORT: '0' };
  const first = npm('start', env);
  try {
    const [, address] = await first.shows(/Thousand is at (\S+)/);
    const [, sandbox] = await first.shows(/Payments\s+(\S+)/);
    for (const url of [`${address}/readyz`, address, sandbox]) {
      const { status } = await fetch(url);
      if (status !== 200) throw new Error(`${url} answers ${status}.\n${first.screen()}`);
    }
    await billing(env);
    const second = npm('start', env);
    await second.shows(/runs already on .*: it is at http/);
    await second.ended;
    first.child.kill('SIGTERM');
    await first.ended;
    const answers = () => fetch(address).then(() => true, () => false);
    for (let waited = 0; await answers(); waited += 100) {
      if (waited > STOPPED_MS) throw new Error('npm start left the app running.');
      await pause(100);
    }
  } finally {
    first.child.kill('SIGTERM');
    await first.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every command about money, beside an install that runs: each does what it says, and one that there is not is refused. */
async function billing(env) {
  for (const [args, pattern] of [
    [['inbox'], /\d+ events wait/], [['replay', 'all'], /events that were put aside/], [['reconcile'], /0 could not be checked/],
    [['rebuild', 'all'], /customers were built anew from Stripe\./], [['explain', 'nobody@example.org'], /Nobody here goes by nobody@example\.org/], [['replay', 'evt_none'], /There is no event evt_none/],
    [['levitate'], /npm run billing -- inbox/],
  ]) {
    const run = npm('billing', env, args);
    await run.ended;
    if (!pattern.test(run.screen())) throw new Error(`npm run billing -- ${args.join(' ')}:\n${run.screen()}`);
  }
}

async function migrate() {
  const cluster = await throwAwayCluster();
  try {
    const run = npm('migrate', { DATABASE_URL: cluster.url('thousand') });
    if ((await run.ended) !== 0) throw new Error(run.screen());
  } finally {
    await cluster.remove();
  }
}

/** A backup is made of a database that is used, and is not put back over one that holds something. */
async function backup() {
  const cluster = await throwAwayCluster();
  const folder = mkdtempSync(join(tmpdir(), 'thousand-smoke-'));
  try {
    const env = { DATABASE_URL: cluster.url('thousand'), DATA_DIR: folder };
    await npm('migrate', env).ended;
    const made = npm('backup', env, [join(folder, 'kept')]);
    if ((await made.ended) !== 0) throw new Error(made.screen());
    const refused = npm('restore', env, [join(folder, 'kept')]);
    if ((await refused.ended) === 0 || !/holds something/.test(refused.screen())) throw new Error(refused.screen());
  } finally {
    await cluster.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One short round of every benchmark: figures for nobody, but it runs. */
async function bench() {
  const run = npm('bench', {}, ['--smoke']);
  if ((await run.ended) !== 0) throw new Error(run.screen());
}

async function converge() {
  const run = npm('bench:converge', {}, ['--smoke']);
  if ((await run.ended) !== 0 || !/ 0 left wrong/.test(run.screen()) || !/ 0 events left/.test(run.screen())) throw new Error(run.screen());
}

/** One mutant is killed, and one that there is not is told apart. What the soak runs is what the tests run, for longer. */
async function mutants() {
  const run = npm('test:mutants', {}, ['a grant counts at its last instant']);
  if ((await run.ended) !== 0 || !/^1 of 1 killed/m.test(run.screen())) throw new Error(run.screen());
  const refused = npm('test:mutants', {}, ['P99']);
  if ((await refused.ended) === 0 || !/There is no such mutant/.test(refused.screen())) throw new Error(refused.screen());
}

/** One case of the fault table, for a short while, and a sentence for one that there is not. */
async function faults() {
  const run = npm('faults', {}, ['F11', '--quick']);
  if ((await run.ended) !== 0 || !/^F11 .*\| 0 \|/m.test(run.screen())) throw new Error(run.screen());
  const refused = npm('faults', {}, ['F99']);
  if ((await refused.ended) === 0 || !/There is no case F99/.test(refused.screen())) throw new Error(refused.screen());
}

function npm(name, env, args = []) {
  const [program, first] = process.env.npm_execpath
    ? [process.env.npm_node_execpath ?? 'node', [process.env.npm_execpath]]
    : ['npm', []];
  const child = spawn(program, [...first, 'run', name, '--', ...args], {
    cwd: root, env: { ...withoutInstall(root, process.env), ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let screen = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (screen += part));
  let running = true;
  const ended = new Promise((done) => child.once('close', done)).finally(() => (running = false));
  const shows = async (pattern) => {
    for (let waited = 0; !pattern.test(screen); waited += 50) {
      if (!running || waited > READY_MS) throw new Error(`${pattern} is not on the screen of npm run ${name}:\n${screen}`);
      await pause(50);
    }
    return screen.match(pattern);
  };
  return { child, ended, shows, screen: () => screen };
}
