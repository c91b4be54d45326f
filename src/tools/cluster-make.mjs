import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAJOR } from './postgres-binaries.mjs';
import { diskFull, Refusal } from './refusal.mjs';

/** What PostgreSQL's programs see of the environment: nothing that could change what they do. */
export const CLEAN_ENV = { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, TZ: 'UTC', LC_MESSAGES: 'C' };

/**
 * Makes the cluster's data folder unless it is there. An interrupted making leaves nothing that counts.
 * @param {{ data: string, native: string, account: object | null }} place
 * @param {string} password of the superuser `postgres`
 * @param {boolean} sync whether to wait for the disk
 * @throws {Refusal} when the disk is full or the folder was made by another major version
 */
export function makeCluster(place, password, sync) {
  if (existsSync(join(place.data, 'PG_VERSION'))) return checkVersion(place.data);
  const half = `${place.data}.new`;
  rmSync(half, { recursive: true, force: true });
  makeFolder(half, place.account);
  const secret = mkdtempSync(join(usableTmp(place), 'thousand-init-'));
  try {
    const file = join(secret, 'password');
    writeFileSync(file, password, { mode: 0o600 });
    if (place.account) for (const path of [secret, file]) chownSync(path, place.account.uid, place.account.gid);
    const made = run(place, 'initdb', [
      ...['-D', half, '-U', 'postgres', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
      ...['--auth=scram-sha-256', `--pwfile=${file}`, ...(sync ? [] : ['--no-sync'])],
    ]);
    if (made.status !== 0) throw failure(place, 'initdb', made);
    renameSync(half, place.data);
  } finally {
    rmSync(secret, { recursive: true, force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

/**
 * Brings the cluster's roles and databases to what `databases` says, with the server down: each name is a login role
 * that owns the database of its name, and only it may connect there. Done again only when a password has changed.
 * @param {{ data: string, native: string, account: object | null }} place
 * @param {string} password of the superuser
 * @param {Record<string, string>} databases password by name; both are plain words that need no quoting
 */
export function makeDatabases(place, password, databases) {
  const mark = join(place.data, 'thousand-databases');
  const wanted = createHash('sha256').update(JSON.stringify([password, databases])).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  const lines = [
    `ALTER ROLE postgres PASSWORD '${password}';`,
    ...['postgres', 'template1'].map((name) => `REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC;`),
    ...Object.entries(databases).flatMap(([name, secret]) => [
      `CREATE ROLE ${name} LOGIN;`,
      `ALTER ROLE ${name} PASSWORD '${secret}';`,
      `CREATE DATABASE ${name} OWNER ${name};`,
      `REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC;`,
    ]),
  ];
  // Single-user mode takes one statement a line and goes on after an error; "already exists" is the only one expected.
  const ran = run(place, 'postgres', ['--single', '-D', place.data, 'postgres'], `${lines.join('\n')}\n`);
  const errors = ran.stderr.split('\n').filter((line) => /\b(ERROR|FATAL|PANIC):/.test(line));
  if (ran.status !== 0 || errors.some((line) => !line.endsWith('already exists'))) throw failure(place, 'postgres', ran);
  writeFileSync(mark, wanted);
}

function checkVersion(data) {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found === MAJOR) return;
  throw new Refusal(
    `The data in ${data} was made by PostgreSQL ${found}; this version runs PostgreSQL ${MAJOR}, which cannot open it. ` +
      `Dump it with the version of Thousand that made it (pg_dump ${found}) and restore into a new folder, ` +
      'or set DATA_DIR to an empty folder to begin anew.',
  );
}

function makeFolder(path, account) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}

/** Where the account can read the password file: root's TMPDIR may be closed to it, the cluster's home is not. */
function usableTmp(place) {
  return place.account ? place.home : tmpdir();
}

function run(place, program, args, input) {
  const { uid, gid } = place.account ?? {};
  const options = { uid, gid, input, env: CLEAN_ENV, cwd: '/', encoding: 'utf8', maxBuffer: 16_000_000 };
  return spawnSync(join(place.native, 'bin', program), args, options);
}

/** The Refusal for a PostgreSQL program that ended badly. */
function failure(place, program, ran) {
  const output = `${ran.error?.message ?? ''}${ran.stdout ?? ''}${ran.stderr ?? ''}`;
  return refusalFor(output, place.home, `${join(place.native, 'bin', program)} could not run`);
}

/** Reads a server's own words for what a person can do about them. */
export function refusalFor(output, folder, otherwise) {
  if (/No space left on device|Check free disk space/i.test(output)) return diskFull(folder);
  const fatal = output.split('\n').filter((line) => /error|FATAL|PANIC|EACCES|ENOENT|could not/i.test(line)).at(-1);
  return new Refusal(`${otherwise}: ${fatal?.trim() ?? 'it gave no reason'}`);
}
