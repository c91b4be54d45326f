import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLEAN_ENV, makeCluster, makeDatabases, refusalFor } from './cluster-make.mjs';
import { choosePlace } from './cluster-place.mjs';
import { installedBinaries } from './postgres-binaries.mjs';
import { freePort, isRunning, isServerOf, pause } from './processes.mjs';
import { explained, Refusal } from './refusal.mjs';

// Small, because it shares a laptop with everything else; a server of one's own (DATABASE_URL) is tuned by its owner.
const SETTINGS = { max_logical_replication_workers: 0, io_method: 'sync', log_checkpoints: 'off', jit: 'off' };
const STOPPING_MS = 20_000;
const STARTING_MS = 120_000;
const LOG_BYTES = 5_000_000;
const RESTARTS_A_MINUTE = 5;

// The server must not outlive us, however we end: a helper waits on a pipe whose other end only we hold, and when it
// closes asks the server, whose process replaces the shell and so keeps its number, for a fast shutdown.
const WITH_PARENT = '( ( read -r _ <&3; kill -INT $$ ) </dev/null >/dev/null 2>&1 & ); exec "$@" 3<&-';

/**
 * Starts a private PostgreSQL cluster in `folder`, making it if it is not there, and keeps it running: a server killed
 * from outside is started again on the same port.
 * @param {object} options
 * @param {string} options.folder absolute path; made if missing
 * @param {string} options.password of the superuser `postgres`
 * @param {Record<string, string>} options.databases password by name; see makeDatabases
 * @param {Record<string, string | number>} [options.settings] of postgresql.conf, over the small defaults
 * @param {boolean} [options.sync] false: data need not survive the machine (tests)
 * @param {string} [options.native] PostgreSQL's binaries; those npm installed unless given
 * @param {(sentence: string) => void} [options.say] told what a person should know
 * @param {(reason: Refusal) => void} [options.onGone] told when it cannot be kept running
 * @returns {Promise<Cluster>}
 * @throws {Refusal} with a sentence: disk full, another major version, a folder that is closed to us
 *
 * @typedef {object} Cluster
 * @property {number} port on 127.0.0.1
 * @property {number} pid of the server as it is now (a getter)
 * @property {string} home the folder that holds data and log, which is not `folder` where that could not be reached
 * @property {(name: string) => string} url of the database `name`, as its own role; `postgres`: as the superuser
 * @property {() => Promise<void>} stop a fast shutdown: transactions under way are rolled back
 */
export async function startCluster(options) {
  const { folder, password, databases, say = () => {}, onGone = () => {}, sync = true } = options;
  try {
    const place = choosePlace({ folder, native: options.native ?? installedBinaries(), say });
    makeCluster(place, password, sync);
    await clearStrayServer(place.data, say);
    makeDatabases(place, password, databases);
    const settings = { ...SETTINGS, ...(sync ? {} : { fsync: 'off', full_page_writes: 'off' }), ...options.settings };
    const server = await keepRunning(place, settings, say, onGone);
    const secrets = { ...databases, postgres: password };
    const url = (name) => `postgres://${name}:${secrets[name]}@127.0.0.1:${server.port}/${name}`;
    return Object.assign(server, { home: place.home, url });
  } catch (error) {
    throw explained(error, folder);
  }
}

/** Ends a server somebody left running on this data, and removes the traces of one that was killed. */
async function clearStrayServer(data, say) {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? parseInt(readFileSync(file, 'utf8'), 10) : null;
  if (pid === null) return;
  const until = performance.now() + STOPPING_MS;
  if (isServerOf(pid, data)) {
    say('A database server was left running here; taking it over.');
    process.kill(pid, 'SIGINT');
  }
  while (isServerOf(pid, data)) {
    if (performance.now() > until) throw new Refusal(`The database server ${pid} on ${data} does not stop. End it.`);
    await pause(25);
  }
  if (existsSync(file) && parseInt(readFileSync(file, 'utf8'), 10) === pid) rmSync(file, { force: true });
}

/** Starts the server and starts it again whenever it ends unasked. */
async function keepRunning(place, settings, say, onGone) {
  let stopping = false;
  let recent = [];
  let now = await launch(place, settings, say, await freePort(rememberedPort(place)));
  rememberPort(place, now.port);
  const watch = () => now.ended.then(() => stopping || startAgain());
  const startAgain = async () => {
    recent = [...recent, performance.now()].filter((at) => performance.now() - at < 60_000);
    try {
      if (recent.length > RESTARTS_A_MINUTE) throw new Refusal(`The database keeps ending. Its log: ${place.log}`);
      say('The database ended unexpectedly; starting it again.');
      now = await launch(place, settings, say, now.port, true);
      if (stopping) return end(now);
      say('The database is back.');
      watch();
    } catch (error) {
      onGone(explained(error, place.home));
    }
  };
  watch();
  const stop = () => ((stopping = true), end(now));
  return { port: now.port, stop, get pid() { return now.pid; } };
}

/** Runs one server until it says it is ready; tries again where the port or the shared memory is not yet free. */
async function launch(place, settings, say, port, keepPort = false) {
  const until = performance.now() + STARTING_MS;
  let slow = false;
  for (;;) {
    const from = rotateLog(place.log);
    const server = spawnServer(place, settings, port);
    while (!isReady(place.data, server.pid) && server.running()) {
      if (!slow && performance.now() > until - STARTING_MS + 5_000) {
        slow = true;
        say('The database is recovering; this can take a while.');
      }
      if (performance.now() > until) {
        await end(server);
        throw new Refusal(`The database did not become ready in ${STARTING_MS / 1000} s. Its log: ${place.log}`);
      }
      await pause(15);
    }
    if (server.running()) return { ...server, port };
    const output = readFileSync(place.log, 'utf8').slice(from);
    const again = /Address already in use|still in use|postmaster\.pid" already exists/.test(output);
    if (!again || performance.now() > until) throw refusalFor(output, place.home, `PostgreSQL ended (${place.log})`);
    await pause(250);
    if (!keepPort) port = await freePort(port);
  }
}

function spawnServer(place, settings, port) {
  const set = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings });
  const args = ['-D', place.data, '-p', String(port), ...set.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const program = join(place.native, 'bin', 'postgres');
  const command = process.platform === 'win32' ? [program] : ['/bin/sh', '-c', WITH_PARENT, 'sh', program];
  const log = openSync(place.log, 'a', 0o600);
  const { uid, gid } = place.account ?? {};
  const stdio = ['ignore', log, log, 'pipe'];
  const child = spawn(command[0], [...command.slice(1), ...args], {
    uid, gid, stdio, cwd: '/', env: CLEAN_ENV, detached: true,
  });
  closeSync(log);
  let running = true;
  const ended = new Promise((done) => {
    child.once('error', done);
    child.once('exit', done);
  }).then(() => {
    running = false;
    child.stdio[3]?.destroy();
  });
  return { pid: child.pid, ended, running: () => running, signal: (name) => child.kill(name) };
}

async function end(server) {
  if (server.running()) server.signal('SIGINT');
  const late = setTimeout(() => server.running() && server.signal('SIGQUIT'), STOPPING_MS);
  await server.ended;
  clearTimeout(late);
}

/** PostgreSQL writes its own state into the eighth line of postmaster.pid, for pg_ctl and for us. */
function isReady(data, pid) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return parseInt(lines[0], 10) === pid && lines[7]?.trim() === 'ready' && isRunning(pid);
  } catch {
    return false;
  }
}

function rotateLog(log) {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_BYTES) return size;
  renameSync(log, `${log}.1`);
  return 0;
}

function rememberedPort(place) {
  const file = join(place.home, 'port');
  return existsSync(file) ? parseInt(readFileSync(file, 'utf8'), 10) || undefined : undefined;
}

function rememberPort(place, port) {
  writeFileSync(join(place.home, 'port'), `${port}\n`);
}
