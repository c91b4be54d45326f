import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';

/**
 * The environment to start with: `.env` in `root` where it exists, overruled by what is set already. An empty value
 * counts as unset, also where it overrules.
 * @param {string} root the checkout
 * @param {Record<string, string | undefined>} given as in process.env
 */
export function readEnvironment(root, given) {
  const file = join(root, '.env');
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return Object.fromEntries(Object.entries({ ...written, ...given }).filter(([, value]) => value));
}

/** The absolute DATA_DIR of this environment. */
export function dataFolder(root, env) {
  return resolve(root, env.DATA_DIR ?? '.data');
}

/** What excludes a second copy on one DATA_DIR: any copy, or with a database elsewhere one of the same role. */
export function copyPurpose(env) {
  return env.DATABASE_URL ? `copy ${env.ROLE ?? 'all'}` : 'copy';
}

/** The sentence for a second copy. */
export function alreadyRunning(folder, by) {
  const where = by.address ? `: it is at ${by.address}` : '';
  return (
    `Thousand runs already on ${folder}${where}${by.pid ? ` (process ${by.pid})` : ''}. ` +
    'Stop that one first, or set DATA_DIR and PORT to start a second install.'
  );
}

/** `given` with every variable that `.env.example` names set to nothing, so that a test is not the install at hand. */
export function withoutInstall(root, given) {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const names = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  return { ...given, ...Object.fromEntries(names.map((name) => [name, ''])) };
}
