import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startCluster } from '../../src/tools/cluster.mjs';
import { installedBinaries, restoreLinks } from '../../src/tools/postgres-binaries.mjs';
import { mountDisk, unmountDisk } from './small-disk.js';

const asRoot = process.getuid?.() === 0 ? it : it.skip;
let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thousand-cluster-'));
  chmodSync(folder, 0o755);
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(over: Record<string, unknown> = {}) {
  const say = (sentence: string) => said.push(sentence);
  return startCluster({ folder: join(folder, 'postgres'), password: 'a', databases: { one: 'b' }, sync: false, say, ...over });
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] as object)[0];
  } finally {
    await client.end();
  }
}

describe('a private cluster', () => {
  it('keeps data and port from one start to the next, and takes a changed password', async () => {
    const first = await start();
    const client = new pg.Client(first.url('one'));
    await client.connect();
    await client.query('create table kept as select 7 as n');
    await client.end();
    await first.stop();

    const second = await start({ password: 'c', databases: { one: 'd', two: 'e' } });
    expect(second.port).toBe(first.port);
    expect(await ask(second.url('one'), 'select n from kept')).toBe(7);
    expect(await ask(second.url('two'), 'select current_database()')).toBe('two');
    expect(await ask(second.url('postgres'), "select setting from pg_settings where name = 'listen_addresses'")).toBe('127.0.0.1');
    await expect(ask(first.url('one'), 'select 1')).rejects.toThrow('password');
    expect(said).toEqual([]);
    await second.stop();
  });

  it('starts over a making that was interrupted, and over a lock file whose number is somebody else', async () => {
    mkdirSync(join(folder, 'postgres', 'data.new', 'base'), { recursive: true });
    await (await start()).stop();
    writeFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n`);
    const cluster = await start();
    expect(await ask(cluster.url('one'), 'select 1')).toBe(1);
    expect(readdirSync(join(folder, 'postgres'))).not.toContain('data.new');
    await cluster.stop();
  });

  it('takes over a server that was left running', async () => {
    const { port, stop } = await start();
    await stop();
    const left = await leaveServer(join(folder, 'postgres', 'data'), port);
    const cluster = await start();
    expect(said[0]).toBe('A database server was left running here; taking it over.');
    expect(cluster.pid).not.toBe(left.pid);
    expect(await ask(cluster.url('one'), 'select 1')).toBe(1);
    await cluster.stop();
  });

  it('does not open the data of another major version, and says how to go on', async () => {
    mkdirSync(join(folder, 'postgres', 'data'), { recursive: true });
    writeFileSync(join(folder, 'postgres', 'data', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by PostgreSQL 17; .* runs PostgreSQL 18[^]*pg_dump 17[^]*DATA_DIR/);
  });

  it('makes the library links that an install without scripts leaves out', async () => {
    const native = join(folder, 'native');
    cpSync(installedBinaries(), native, { recursive: true, verbatimSymlinks: true });
    const lib = join(native, 'lib');
    for (const name of readdirSync(lib)) if (/^libicu.*\.60$/.test(name)) rmSync(join(lib, name));
    expect(restoreLinks(native)).toBe(true);
    expect(existsSync(join(lib, 'libicuuc.so.60'))).toBe(true);
    const cluster = await start({ native });
    expect(await ask(cluster.url('one'), 'select 1')).toBe(1);
    await cluster.stop();
  });

  asRoot('copies its binaries to where its account may read them (skipped unless root)', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    cpSync(installedBinaries(), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const cluster = await start({ folder: join(closed, 'postgres'), native: join(closed, 'native') });
    expect(said[0]).toMatch(/does not run as root, and the user \w+ may not enter .*: its binaries and data live in/);
    expect(existsSync(join(cluster.home, 'native', 'bin', 'postgres'))).toBe(true);
    expect(statSync(cluster.home).mode & 0o777).toBe(0o711);
    expect(await ask(cluster.url('one'), 'select 1')).toBe(1);
    await cluster.stop();
    rmSync(cluster.home, { recursive: true });
  });

  asRoot('says that the disk is full (skipped unless root, who can make a small one)', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    if (!mountDisk(disk, 20)) return;
    try {
      await expect(start({ folder: join(disk, 'postgres') })).rejects.toThrow(/The disk that holds .* is full/);
      expect(existsSync(join(disk, 'postgres', 'data'))).toBe(false);
    } finally {
      unmountDisk(disk);
    }
  });
});

/** A server nobody looks after, running on `data`. */
async function leaveServer(data: string, port: number): Promise<{ pid: number | undefined }> {
  const { uid, gid } = statSync(data);
  const args = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const copy = join(data, '..', 'native');
  const program = join(existsSync(copy) ? copy : installedBinaries(), 'bin', 'postgres');
  const server = spawn(program, args, { uid, gid, stdio: 'ignore', cwd: '/' });
  for (let waited = 0; !existsSync(join(data, 'postmaster.pid')); waited += 20) {
    if (waited > 10_000) throw new Error('The server to be left did not start.');
    await new Promise((done) => setTimeout(done, 20));
  }
  return { pid: server.pid };
}
