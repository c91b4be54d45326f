import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '../cluster.mjs';
import { alreadyRunning, copyPurpose, dataFolder } from '../environment.mjs';
import { hold } from '../lock.mjs';
import { Refusal } from '../refusal.mjs';
import { localSecrets } from '../secrets.mjs';

/**
 * The databases of an install: that of DATABASE_URL, or the local cluster's own two, started for as long as `work` takes
 * where the install does not run.
 * @param {{ root: string, env: object, say: (sentence: string) => void, stopped: boolean }} about stopped: refuse while it runs
 * @param {(databases: Record<string, string>) => Promise<T>} work is given addresses by name: `thousand`, and `sandbox` of a trial
 * @returns {Promise<T>}
 * @template T
 * @throws {Refusal} with a sentence
 */
export async function withDatabases({ root, env, say, stopped }, work) {
  const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
  if (url) return work({ thousand: url });
  const folder = dataFolder(root, env);
  if (!stopped && !existsSync(join(folder, 'secrets.json'))) throw new Refusal(`There is no install in ${folder}. DATA_DIR or DATABASE_URL says where one is.`);
  const held = await hold(folder, copyPurpose(env), () => ({ address: null, pid: process.pid }));
  const secrets = localSecrets(folder);
  if (!held.held) {
    if (stopped) throw new Refusal(alreadyRunning(folder, held.by));
    return work(addresses(secrets, runningPort(folder)));
  }
  const databases = { thousand: secrets.thousand, sandbox: secrets.sandbox };
  const cluster = await startCluster({ folder: join(folder, 'postgres'), password: secrets.postgres, databases, say });
  try {
    return await work({ thousand: cluster.url('thousand'), sandbox: cluster.url('sandbox') });
  } finally {
    await cluster.stop();
    await held.release();
  }
}

function addresses(secrets, port) {
  return Object.fromEntries(['thousand', 'sandbox'].map((name) => [name, `postgres://${name}:${secrets[name]}@127.0.0.1:${port}/${name}`]));
}

/** The cluster writes its port beside its data, which may have moved to where its account can reach it. */
function runningPort(folder) {
  const moved = join(folder, 'postgres', 'moved-to');
  const home = existsSync(moved) ? readFileSync(moved, 'utf8').trim() : join(folder, 'postgres');
  return Number(readFileSync(join(home, 'port'), 'utf8'));
}
