import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Refusal } from './refusal.mjs';

const word = () => randomBytes(24).toString('hex');

const MAKERS = {
  postgres: word,
  thousand: word,
  sandbox: word,
  secretKey: word,
  stripeKey: () => `sk_test_${word()}`,
  webhookSecret: () => `whsec_${word()}`,
};

/**
 * The secrets of a local install, made at its first start and kept in `folder/secrets.json`, for its owner only.
 * @param {string} folder DATA_DIR
 * @returns {{ postgres: string, thousand: string, sandbox: string, secretKey: string, stripeKey: string,
 *   webhookSecret: string }} passwords of the cluster's roles, SECRET_KEY, the sandbox's key and its webhook secret
 */
export function localSecrets(folder) {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    const half = `${file}.${process.pid}`;
    const made = Object.fromEntries(Object.entries(MAKERS).map(([name, make]) => [name, make()]));
    writeFileSync(half, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true });
    try {
      linkSync(half, file);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    } finally {
      rmSync(half);
    }
  }
  return read(file);
}

function read(file) {
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8'));
    if (Object.keys(MAKERS).every((name) => /^\w{32,}$/.test(secrets[name]))) return secrets;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refusal(
    `${file} cannot be read as the secrets of this install. Restore it from a backup; ` +
      'or delete it, and new ones are made, which signs everybody out.',
    EXIT.configuration,
  );
}
