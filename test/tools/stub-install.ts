import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SUPERVISE = new URL('../../src/tools/supervise.mjs', import.meta.url).href;
const ENVIRONMENT = new URL('../../src/tools/environment.mjs', import.meta.url).href;

// Stands for the app: answers what it was given, and ends as the real one does when a variable or its port is wrong.
const APP = `
  import { createServer } from 'node:http';
  if (process.env.CREATORS === 'wrong') { console.error('CREATORS: must be one of anyone, approved, operator'); process.exit(78); }
  const server = createServer((request, reply) => {
    if (request.url === '/crash') process.exit(3);
    reply.end(JSON.stringify({ pid: process.pid, env: process.env }));
  });
  server.on('error', () => process.exit(69));
  server.listen(Number(process.env.PORT), () => {
    const demoLogins = [{ name: 'Ada', email: 'ada@thousand.localhost', password: 'a-thousand-fans', what: 'a fan' }];
    console.log(JSON.stringify({ level: 30, ready: true, msg: 'ready', url: 'http://localhost:' + process.env.PORT, demoLogins }));
  });
  process.on('SIGTERM', () => process.exit(0));
`;
const SANDBOX = `
  import { createServer } from 'node:http';
  createServer((request, reply) => reply.end(JSON.stringify({ pid: process.pid, env: process.env })))
    .listen(Number(process.env.SANDBOX_PORT), '127.0.0.1');
`;

/** A supervisor under test, around an app and a sandbox that only pretend. */
export interface StubInstall {
  root: string;
  /** Everything on the screen so far. */
  screen(): string;
  /** Resolves when the screen matches; rejects after `seconds`, with the screen. */
  shows(pattern: RegExp, seconds?: number): Promise<RegExpMatchArray>;
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
  process: ChildProcess;
  /** Asks it to stop and waits. */
  stop(): Promise<number | null>;
}

/** A folder with what a build would leave there, that others may enter as `mode` says. */
export function stubRoot(mode = 0o755): string {
  const root = mkdtempSync(join(tmpdir(), 'thousand-stub-'));
  chmodSync(root, mode);
  mkdirSync(join(root, 'dist', 'sandbox'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'dist', 'main.js'), APP);
  writeFileSync(join(root, 'dist', 'sandbox', 'main.js'), SANDBOX);
  return root;
}

/** Removes it, whatever was started in it having ended. */
export function removeRoot(root: string): void {
  rmSync(clusterHome(root), { recursive: true, force: true });
  rmSync(root, { recursive: true, force: true });
}

/** Where the install's cluster lives: below its own folder, or where that was moved to. */
export function clusterHome(root: string): string {
  const home = join(root, '.data', 'postgres');
  const moved = join(home, 'moved-to');
  return existsSync(moved) ? readFileSync(moved, 'utf8').trim() : home;
}

/** The process id of the install's database server. */
export function serverPid(root: string): number {
  return parseInt(readFileSync(join(clusterHome(root), 'data', 'postmaster.pid'), 'utf8'), 10);
}

/**
 * Starts a supervisor on `root`.
 * @param env the whole environment beside PATH; PORT is a free one unless given
 * @param account numbers to run as, instead of our own
 */
export function startInstall(
  root: string, env: Record<string, string> = {}, account: { uid?: number; gid?: number } = {},
): StubInstall {
  const script = `
    const { supervise } = await import('${SUPERVISE}');
    const { readEnvironment } = await import('${ENVIRONMENT}');
    const env = readEnvironment('${root}', process.env);
    process.exit(await supervise({ root: '${root}', env, say: console.log }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, PORT: '0', SANDBOX_PORT: '0', ...env }, ...account,
  });
  let screen = '';
  let tell = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      screen += part.toString();
      tell();
    });
  }
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const shows = (pattern: RegExp, seconds = 15) =>
    new Promise<RegExpMatchArray>((done, fail) => {
      const late = setTimeout(() => fail(new Error(`${String(pattern)} is not on the screen:\n${screen}`)), seconds * 1000);
      tell = () => {
        const found = screen.match(pattern);
        if (!found) return;
        clearTimeout(late);
        done(found);
      };
      tell();
    });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { root, screen: () => screen, shows, ended, process: child, stop };
}
