import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './child.mjs';
import { startCluster } from './cluster.mjs';
import { watchDisk } from './disk.mjs';
import { alreadyRunning, copyPurpose, dataFolder } from './environment.mjs';
import { hold } from './lock.mjs';
import { readLog } from './output.mjs';
import { freePort, isFree, watchParent } from './processes.mjs';
import { EXIT, explained, Refusal } from './refusal.mjs';
import { localSecrets } from './secrets.mjs';
import { welcome } from './welcome.mjs';

class Stopped extends Error {}

// A trial shares a laptop: V8 collects young objects more often and holds tens of MB less. Production chooses itself.
const FRUGAL = { app: ['--max-semi-space-size=2'], sandbox: ['--max-semi-space-size=1', '--optimize-for-size'] };

/**
 * Runs an install: the local database and the Stripe sandbox where none was named, and the app; restarts what dies,
 * and stops all of it, last started first, on Ctrl-C or SIGTERM.
 * @param {object} options
 * @param {string} options.root the checkout, built
 * @param {Record<string, string>} options.env see readEnvironment
 * @param {(sentence: string) => void} options.say
 * @returns {Promise<number>} the exit code, once everything has stopped
 */
export async function supervise({ root, env, say }) {
  const stops = [];
  let ending = null;
  let finish;
  const finished = new Promise((done) => (finish = done));
  const stop = (code) => (ending ??= stopAll(stops).then(() => finish(code)));
  const fail = (error) => {
    if (error instanceof Stopped || ending) return;
    const reason = explained(error, dataFolder(root, env));
    say(reason instanceof Refusal ? reason.message : (reason.stack ?? String(reason)));
    stop(reason.exitCode ?? EXIT.failure);
  };
  const started = async (starting) => {
    const one = await starting;
    stops.unshift(one.stop);
    if (!ending) return one;
    await one.stop();
    throw new Stopped();
  };

  listenForSignals(say, stop);
  start({ root, env, say, started, fail }).catch(fail);
  return finished;
}

async function start({ root, env, say, started, fail }) {
  const local = env.NODE_ENV !== 'production';
  const sandboxed = local && !env.STRIPE_SECRET_KEY && env.PAYMENTS !== 'off';
  const folder = makeDataFolder(dataFolder(root, env));
  const ports = await choosePorts(env, sandboxed);
  const address = env.PUBLIC_URL ?? `http://localhost:${ports.app}`;

  const held = await hold(folder, copyPurpose(env), () => ({ address, pid: process.pid, sandbox: ports.sandbox }));
  if (!held.held) throw new Refusal(alreadyRunning(folder, held.by), EXIT.unavailable);
  await started({ stop: async () => held.release() });
  await refuseTakenPorts(ports);
  if (local) await started(watchDisk(folder, say));

  const secrets = local ? localSecrets(folder) : null;
  const cluster = local && (!env.DATABASE_URL || sandboxed) ? await started(database(folder, secrets, say, fail)) : null;
  const stripe = sandboxed
    ? { url: `http://127.0.0.1:${ports.sandbox}`, secretKey: secrets.stripeKey, webhookSecret: secrets.webhookSecret }
    : null;
  const given = {
    ...(env.DATABASE_URL || !local ? {} : { database: cluster.url('thousand') }),
    ...(stripe ? { stripe } : {}),
    ...(env.SECRET_KEY || !local ? {} : { secretKey: secrets.secretKey }),
  };

  const common = { cwd: root, say, onGone: fail };
  if (stripe) {
    const log = readLog({ file: join(folder, 'sandbox.log'), say, onLine: reporter('The sandbox', say) });
    const sandboxEnv = sandboxEnvironment(env, ports, stripe, cluster.url('sandbox'), Boolean(given.database));
    const entry = join(root, 'dist', 'sandbox', 'main.js');
    await started(startChild({ ...common, name: 'The sandbox', entry, flags: FRUGAL.sandbox, env: sandboxEnv, onOutput: log }));
  }
  const demo = Boolean(given.database && stripe);
  const file = local ? join(folder, 'app.log') : null;
  const report = reporter('The app', say);
  let greeted = false;
  const onLine = (line) => {
    if (line.msg !== 'ready') return report(line);
    if (greeted) return say('The app is back.');
    greeted = true;
    say(welcome({ line, address, demo, stripe, folder: cluster && folder, log: file, mailbox: !env.SMTP_URL }));
  };
  const appEnv = { ...env, PORT: String(ports.app), DATA_DIR: folder };
  if (local) appEnv.THOUSAND_LOCAL = JSON.stringify(given);
  const entry = join(root, 'dist', 'main.js');
  const flags = local ? FRUGAL.app : [];
  const onOutput = readLog({ file, say, onLine });
  await started(startChild({ ...common, name: 'The app', entry, flags, env: appEnv, onOutput }));
}

function database(folder, secrets, say, onGone) {
  const databases = { thousand: secrets.thousand, sandbox: secrets.sandbox };
  return startCluster({ folder: join(folder, 'postgres'), password: secrets.postgres, databases, say, onGone });
}

/** For root's own install others may pass through, because the database's account must; they may not look. */
function makeDataFolder(folder) {
  const asRoot = process.getuid?.() === 0;
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) && asRoot) chmodSync(folder, 0o711);
  return folder;
}

async function choosePorts(env, sandboxed) {
  const app = portOf('PORT', env.PORT ?? '3000') || (await freePort());
  const sandbox = sandboxed ? portOf('SANDBOX_PORT', env.SANDBOX_PORT ?? String(app + 1)) || (await freePort()) : null;
  return { app, sandbox };
}

function portOf(name, value) {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Refusal(`${name}: must be a whole number from 0 to 65535, and is "${value}".`, EXIT.configuration);
}

async function refuseTakenPorts(ports) {
  for (const [name, port] of [['PORT', ports.app], ['SANDBOX_PORT', ports.sandbox]]) {
    if (!port || (await isFree(port))) continue;
    const what = name === 'PORT' ? 'the app' : "the sandbox's pages";
    throw new Refusal(
      `Port ${port}, meant for ${what}, is taken by another program. Stop that one, or start with another port: ` +
        `${name}=${port + (name === 'PORT' ? 10 : 11)} npm start`,
      EXIT.unavailable,
    );
  }
}

/** @param demo whether there will be a demo world, which has a year behind it */
function sandboxEnvironment(env, ports, stripe, databaseUrl, demo) {
  const names = ['PATH', 'TZ', 'NODE_ENV', 'LOG_LEVEL', 'SystemRoot'];
  const app = `http://127.0.0.1:${ports.app}`;
  return {
    ...Object.fromEntries(names.filter((name) => env[name]).map((name) => [name, env[name]])),
    SANDBOX_DATABASE_URL: databaseUrl,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_SECRET_KEY: stripe.secretKey,
    SANDBOX_WEBHOOK_SECRET: stripe.webhookSecret,
    SANDBOX_DELIVER_TO: `${app}/webhooks/stripe`,
    SANDBOX_CLOCK_TO: `${app}/dev/clock`,
    ...(demo && { SANDBOX_BEGINS_DAYS_AGO: '365' }),
  };
}

/** Shows what a log line has to say to people: its `say`, or that an error was logged; the same one once in 10 s. */
function reporter(name, say) {
  const said = new Map();
  return (line) => {
    const sentence = line.say ?? (line.level >= 50 ? `${name} reports an error: ${line.msg ?? 'see its log'}` : null);
    if (!sentence || performance.now() - (said.get(sentence) ?? -Infinity) < 10_000) return;
    if (said.size > 100) said.clear();
    said.set(sentence, performance.now());
    say(sentence);
  };
}

/** npm hands on a Ctrl-C that the terminal sent us too, so only a later one means "now". */
function listenForSignals(say, stop) {
  let first = null;
  const onSignal = () => {
    if (first === null) say('Stopping…');
    else if (performance.now() - first > 1_000) process.exit(130);
    first ??= performance.now();
    stop(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  process.on('disconnect', onSignal);
  process.channel?.unref();
  if (process.env.npm_lifecycle_event) watchParent(onSignal);
}

async function stopAll(stops) {
  for (const stop of stops) await stop();
}
