import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from './refusal.mjs';

/**
 * The account PostgreSQL runs as: nothing special for an ordinary user; for root, who may not run it, an account that
 * is there already (none is made): the owner of `data` if it exists, else postgres, nobody, or the first that is not 0.
 * @param {string} data the cluster's data folder, which need not exist
 * @returns {{ uid: number, gid: number, name: string } | null} null: run as we are
 */
export function chooseAccount(data) {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  const chosen =
    (owner && accounts.find((account) => account.uid === owner)) ||
    accounts.find((account) => account.name === 'postgres') ||
    accounts.find((account) => account.name === 'nobody') ||
    accounts.find((account) => account.uid > 0);
  if (chosen) return chosen;
  throw new Refusal('PostgreSQL refuses to run as root and this system has no other account. Set DATABASE_URL.');
}

/** Whether `account` may pass through every folder above and including `path`, and read what is there. */
export function canReach(path, account) {
  if (!account) return true;
  for (let at = resolve(path); ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat && !may(stat, account, stat.isDirectory() ? 0o1 : 0o4)) return false;
    if (at === dirname(at)) return true;
  }
}

/** Whether the folder at `path` is really a folder, belongs to us, and nobody else may write in it. */
export function isOurs(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return Boolean(stat?.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0);
}

function readAccounts() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  return lines.filter((line) => line.length > 3).map(([name, , uid, gid]) => ({ name, uid: +uid, gid: +gid }));
}

function may(stat, account, bit) {
  if (stat.uid === account.uid) return (stat.mode & (bit << 6)) !== 0;
  if (stat.gid === account.gid) return (stat.mode & (bit << 3)) !== 0;
  return (stat.mode & bit) !== 0;
}
