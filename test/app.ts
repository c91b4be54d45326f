import { randomInt } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { simpleParser, type ParsedMail } from 'mailparser';
import { Writable } from 'node:stream';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { Clock, Config, createLogger, createServer, Worker } from '../src/platform/index.js';
import { startSandbox, type Sandbox } from '../src/sandbox/index.js';
import { createDatabase, type TestDatabase } from './database.js';

export const STRIPE_KEY = 'sk_test_localsandboxkey';
export const WEBHOOK_SECRET = 'whsec_localsandboxsecret';
export const SECRET_KEY = 'a key for tests that is long enough to be one';

/** The whole product in one process: web, worker, sandbox and mailbox, each real, on a database of its own. */
export interface TestApp {
  app: NestFastifyApplication;
  url: string;
  sandbox: Sandbox;
  config: Config;
  clock: Clock;
  db: pg.Pool;
  /** Everything logged so far, as text. */
  logs: () => string;
  /** Messages in the mailbox, oldest first. */
  mails: () => Promise<ParsedMail[]>;
  /** A call of the sandbox's control API. */
  control: (method: string, path: string, body?: object) => Promise<{ status: number; body: any }>;
  close: () => Promise<void>;
}

/**
 * Starts the product.
 * @param options.env variables over the defaults of a trial install
 * @param options.worker false to leave jobs lying
 * @param options.beginsDaysAgo where the sandbox's clock begins
 * @param options.database, options.sandbox what the caller has already, and keeps
 */
export async function startApp(options: { env?: Record<string, string>; worker?: boolean; beginsDaysAgo?: number; database?: TestDatabase; sandbox?: Sandbox } = {}): Promise<TestApp> {
  const [database, sandboxDatabase, dataDir] = await Promise.all([
    options.database ?? createDatabase(), options.sandbox ? null : createDatabase({ template: 'sandbox' }), mkdtemp(join(tmpdir(), 'thousand-')),
  ]);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const sandbox = options.sandbox ?? await startSandbox({
    databaseUrl: sandboxDatabase!.url, port: 0, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET,
    deliverTo: `http://127.0.0.1:${port}/webhooks/stripe`, clockTo: `http://127.0.0.1:${port}/dev/clock`, retryDelaysMs: [100, 200, 400, 800, 1600], beginsDaysAgo: options.beginsDaysAgo,
  });
  const config = new Config({
    NODE_ENV: 'test', PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, LOG_LEVEL: 'info',
    THOUSAND_LOCAL: JSON.stringify({ database: database.url, secretKey: SECRET_KEY, stripe: { url: sandbox.url, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET } }),
    DATABASE_URL: options.env?.THOUSAND_LOCAL === '' ? database.url : '',
    ...options.env,
  });
  let logged = '';
  const log = createLogger(config.logLevel, new Writable({ write: (chunk, _encoding, done) => { logged += String(chunk); done(); } }));
  const app = await createServer(AppModule.with(config, log), config, log);
  await app.init();
  await app.listen(port, '127.0.0.1');
  if (options.worker !== false) await app.get(Worker).start([], 4);
  const db = new pg.Pool({ connectionString: database.url, max: 2 });
  db.on('error', () => undefined);
  return {
    app, url, sandbox, config, clock: app.get(Clock), db, logs: () => logged,
    mails: () => readMails(dataDir),
    control: async (method, path, body) => {
      const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
        method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null };
    },
    close: async () => {
      if (!options.sandbox) await sandbox.stop();
      await app.close();
      await db.end();
      await Promise.all([options.database ? null : database.drop(), sandboxDatabase?.drop(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

/**
 * Waits until something is so, looking often.
 * @throws Error naming it when it is not so within `ms`
 */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, ms = 30_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`It never came: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}

async function readMails(dataDir: string): Promise<ParsedMail[]> {
  const folder = join(dataDir, 'mailbox');
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.eml')).sort();
  return Promise.all(files.map(async (file) => simpleParser(await readFile(join(folder, file)))));
}

/** A free port below those the system hands out by itself, so that nothing takes it before the app does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(18_000, 32_000);
    const server = createNetServer();
    const free = await new Promise<boolean>((resolve) => { server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)); });
    if (free) {
      await new Promise<void>((resolve) => { server.close(() => resolve()); });
      return port;
    }
  }
}
