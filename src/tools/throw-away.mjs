import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from './cluster.mjs';
import { isRunning } from './processes.mjs';

const PREFIX = 'thousand-away-';

/**
 * A cluster for tests and checks: quick because it does not wait for the disk, and gone afterwards. Folders of earlier
 * ones whose process was killed are removed on the way.
 * @param {{ settings?: Record<string, string | number> }} [options]
 * @returns {Promise<{ url: (name: string) => string, pid: () => number, remove: () => Promise<void> }>} url of the databases
 *   `postgres` (as superuser), `thousand` and `sandbox` (each as its own role); pid of the server as it is now
 */
export async function throwAwayCluster({ settings } = {}) {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o711);
  const word = () => randomBytes(18).toString('hex');
  const databases = { thousand: word(), sandbox: word() };
  const cluster = await startCluster({ folder, password: word(), databases, settings, sync: false });
  const remove = async () => {
    await cluster.stop();
    for (const path of [folder, cluster.home]) rmSync(path, { recursive: true, force: true });
  };
  return { url: cluster.url, pid: () => cluster.pid, remove };
}

function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
