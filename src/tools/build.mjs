import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { alone, pinnedNode } from './install.mjs';
import { Refusal } from './refusal.mjs';

const SETTINGS = ['nest-cli.json', '.swcrc', 'tsconfig.json', 'package-lock.json'];

/**
 * Builds `dist` unless it was built from exactly these sources.
 * @param {string} root the checkout, installed
 * @param {(sentence: string) => void} say
 * @throws {Refusal} when the compiler stops; its words are on the screen
 */
export async function build(root, say) {
  if (isBuilt(root)) return;
  const lock = await alone(root, say);
  try {
    if (isBuilt(root)) return;
    say('Building.');
    const sources = fingerprint(root);
    const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    const ran = spawnSync(pinnedNode(root), [nest, 'build'], { cwd: root, encoding: 'utf8' });
    if (ran.status !== 0 || !existsSync(join(root, 'dist', 'main.js'))) {
      throw new Refusal(`${ran.stdout}${ran.stderr}\nThe build failed; the reason is above.`);
    }
    writeFileSync(join(root, 'dist', '.built-from'), sources);
  } finally {
    lock.release();
  }
}

function isBuilt(root) {
  const note = join(root, 'dist', '.built-from');
  return existsSync(note) && readFileSync(note, 'utf8') === fingerprint(root);
}

/** Every source's name, size and time: enough to see a change, and quick. */
function fingerprint(root) {
  const folder = join(root, 'src');
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const hash = createHash('sha256');
  for (const file of [...SETTINGS.map((name) => join(root, name)), ...sources.sort()]) {
    const stat = statSync(file, { throwIfNoEntry: false });
    hash.update(`${relative(root, file)} ${stat?.size} ${stat?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
