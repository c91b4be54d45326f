import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { canReach } from '../../src/tools/account.mjs';
import { isRunning } from '../../src/tools/processes.mjs';
import { mountDisk, unmountDisk } from './small-disk.js';
import { clusterHome, removeRoot, serverPid, startInstall, stubRoot, type StubInstall } from './stub-install.js';

interface Seen { pid: number; env: Record<string, string> }

async function seen(url: string): Promise<Seen> {
  return (await fetch(url)).json() as Promise<Seen>;
}

async function until(what: () => boolean | Promise<boolean>, seconds = 15): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await what())) {
    if (performance.now() > end) throw new Error(`not true within ${seconds} s: ${String(what)}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

const answers = (url: string) => fetch(url).then(() => true, () => false);
describe('an install that is running', () => {
  let root: string;
  let install: StubInstall;
  let address: string;
  let sandbox: string;

  beforeAll(async () => {
    root = stubRoot();
    install = startInstall(root);
    address = (await install.shows(/Thousand is at (\S+)/))[1]!;
    sandbox = (await install.shows(/Payments\s+(\S+)/))[1]!;
    await until(() => answers(sandbox));
  });

  afterAll(async () => {
    await install.stop();
    removeRoot(root);
  });

  it('says where it is, who can sign in, where mail and data are, and how to stop it', () => {
    for (const part of ['ada@thousand.localhost', 'a-thousand-fans', '/dev/mail', '.data', 'Ctrl-C']) {
      expect(install.screen()).toContain(part);
    }
  });

  it('hands the app a database and a Stripe, and the sandbox its own', async () => {
    const local = JSON.parse((await seen(address)).env.THOUSAND_LOCAL!) as Record<string, unknown>;
    expect(local).toEqual({
      database: expect.stringMatching(/^postgres:\/\/thousand:\w+@127\.0\.0\.1:\d+\/thousand$/),
      stripe: { url: expect.any(String), secretKey: expect.stringMatching(/^sk_test_\w+$/), webhookSecret: expect.any(String) },
      secretKey: expect.stringMatching(/^\w{48}$/),
    });
    const { env } = await seen(sandbox);
    expect(env.SANDBOX_DATABASE_URL).toMatch(/^postgres:\/\/sandbox:.*\/sandbox$/);
    expect(env.SANDBOX_DELIVER_TO).toBe(`${address.replace('localhost', '127.0.0.1')}/webhooks/stripe`);
    expect(env.THOUSAND_LOCAL).toBeUndefined();
  });

  it('keeps its secrets to their owner', () => {
    expect(statSync(join(root, '.data', 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, '.data')).mode & 0o066).toBe(0);
  });

  it('stops a second copy with the address of the first', async () => {
    const second = startInstall(root);
    expect(await second.ended).toBe(69);
    expect(second.screen()).toContain(`it is at ${address}`);
  });

  it('starts an app that crashed again', async () => {
    const before = (await seen(address)).pid;
    await fetch(`${address}/crash`).catch(() => {});
    await install.shows(/The app ended unexpectedly \(exit code 3\)[^]*The app is back/);
    expect((await seen(address)).pid).not.toBe(before);
  });

  it('starts a database that was killed again, at the same address', async () => {
    const local = JSON.parse((await seen(address)).env.THOUSAND_LOCAL!) as { database: string };
    const pid = serverPid(root);
    process.kill(pid, 'SIGKILL');
    await install.shows(/The database ended unexpectedly[^]*The database is back/);
    expect(serverPid(root)).not.toBe(pid);
    const client = new pg.Client(local.database);
    await client.connect();
    await client.end();
  });

  it('leaves nothing behind when it is killed, and the next one starts as if nothing had been', async () => {
    const pids = [(await seen(address)).pid, (await seen(sandbox)).pid, serverPid(root)];
    install.process.kill('SIGKILL');
    await until(() => !pids.some(isRunning));
    install = startInstall(root);
    address = (await install.shows(/Thousand is at (\S+)/))[1]!;
    expect(install.screen()).not.toContain('ERROR');
  });

  it('stops everything on SIGTERM, with a good exit code', async () => {
    const pids = [(await seen(address)).pid, serverPid(root)];
    expect(await install.stop()).toBe(0);
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

describe('an install that cannot start', () => {
  let root: string;
  beforeAll(() => {
    root = stubRoot();
  });
  afterAll(() => removeRoot(root));

  async function refusal(env: Record<string, string>): Promise<{ code: number | null; screen: string }> {
    const install = startInstall(root, { PAYMENTS: 'off', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', ...env });
    return { code: await install.ended, screen: install.screen() };
  }

  it('names the variable when a port is taken', async () => {
    const taken = await new Promise<Server>((done) => {
      const server: Server = createServer().listen(0, () => done(server));
    });
    const { port } = taken.address() as { port: number };
    const app = await refusal({ PORT: String(port) });
    expect(app.code).toBe(69);
    expect(app.screen).toContain(`PORT=${port + 10} npm start`);
    const sandbox = await refusal({ PAYMENTS: 'on', SANDBOX_PORT: String(port) });
    expect(sandbox.screen).toContain(`SANDBOX_PORT=${port + 11} npm start`);
    taken.close();
  });

  it("shows the app's list for a wrong variable and keeps its exit code", async () => {
    const { code, screen } = await refusal({ CREATORS: 'wrong' });
    expect(code).toBe(78);
    expect(screen).toContain('CREATORS: must be one of anyone, approved, operator');
    expect(screen).not.toContain('at file:');
  });

  it('says which port is no port', async () => {
    expect(await refusal({ PORT: 'eighty' })).toEqual({
      code: 78, screen: 'PORT: must be a whole number from 0 to 65535, and is "eighty".\n',
    });
  });

  it('does not guess at secrets it cannot read', async () => {
    writeFileSync(join(root, '.data', 'secrets.json'), '{"postgres":');
    const { code, screen } = await refusal({});
    expect(code).toBe(78);
    expect(screen).toContain('Restore it from a backup');
    rmSync(join(root, '.data', 'secrets.json'));
  });
});

describe('what is set is not started', () => {
  it('reads .env, and starts neither database nor sandbox where both are named', async () => {
    const root = stubRoot();
    writeFileSync(join(root, '.env'), 'DATABASE_URL=postgres://me@127.0.0.1:1/mine\nSTRIPE_SECRET_KEY=sk_test_12345678\n');
    const install = startInstall(root);
    const address = (await install.shows(/Thousand is at (\S+)/))[1]!;
    const { env } = await seen(address);
    expect(env.DATABASE_URL).toBe('postgres://me@127.0.0.1:1/mine');
    expect(Object.keys(JSON.parse(env.THOUSAND_LOCAL!) as object)).toEqual(['secretKey']);
    expect(readdirSync(join(root, '.data'))).not.toContain('postgres');
    expect(install.screen()).not.toMatch(/sandbox|\/dev\/mail/);
    await install.stop();
    removeRoot(root);
  });

  it('gives production nothing of the trial kind', async () => {
    const root = stubRoot();
    const install = startInstall(root, { NODE_ENV: 'production' });
    const address = (await install.shows(/Thousand is at (\S+)/))[1]!;
    expect((await seen(address)).env.THOUSAND_LOCAL).toBeUndefined();
    expect(readdirSync(join(root, '.data'))).toEqual([]);
    await install.stop();
    removeRoot(root);
  });
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

describe('a disk that fills up', () => {
  asRoot('is said while there is still something to be done (skipped unless root, who can make a small one)', async () => {
    const root = stubRoot();
    if (!mountDisk(root, 300)) return removeRoot(root);
    try {
      mkdirSync(join(root, 'dist'));
      writeFileSync(join(root, 'dist', 'main.js'), 'setInterval(() => {}, 1_000);');
      const install = startInstall(root, { PAYMENTS: 'off', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
      await until(() => existsSync(join(root, '.data', 'app.log')));
      writeFileSync(join(root, 'fill'), Buffer.alloc(260_000_000));
      await install.shows(/Only \d+ MB are free on the disk that holds .*\.data/);
      rmSync(join(root, 'fill'));
      await install.shows(/has room again/);
      expect(await install.stop()).toBe(0);
    } finally {
      unmountDisk(root);
    }
    return removeRoot(root);
  });
});

describe('who runs it', () => {
  asRoot('an ordinary user needs no help (skipped unless root, who can become one)', async () => {
    const account = { uid: 65_534, gid: 65_534, name: 'nobody' };
    if (!canReach(process.execPath, account)) return console.warn('Skipped: nobody may not enter this checkout.');
    const root = stubRoot();
    for (const path of ['', 'dist', 'dist/main.js', 'dist/sandbox', 'dist/sandbox/main.js']) {
      chownSync(join(root, path), account.uid, account.gid);
    }
    const install = startInstall(root, {}, { uid: account.uid, gid: account.gid });
    await install.shows(/Thousand is at (\S+)/);
    expect(statSync(join(root, '.data', 'postgres', 'data')).uid).toBe(account.uid);
    expect(await install.stop()).toBe(0);
    return removeRoot(root);
  });

  asRoot('root below a folder of its own: the database moves where its account may enter (skipped unless root)', async () => {
    const root = stubRoot(0o700);
    const first = startInstall(root);
    const [, home] = await first.shows(/its binaries and data live in (\S+?),/);
    await first.shows(/Thousand is at/);
    expect(clusterHome(root)).toBe(home);
    expect(statSync(join(home!, 'data')).uid).not.toBe(0);
    await first.stop();

    const second = startInstall(root);
    await second.shows(/The database lives in (\S+), because[^]*Thousand is at/);
    expect(clusterHome(root)).toBe(home);
    await second.stop();
    removeRoot(root);
  });
});
