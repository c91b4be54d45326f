import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOurs } from '../src/tools/account.mjs';

const BROWSER = new URL('../node_modules/@sparticuz/chromium/', import.meta.url);
const LIBRARIES = 'al2023';

/** Gives this run and its workers a temporary folder with a browser that runs. */
export function useOwnTmp() {
  process.env.TMPDIR = ownTmp();
  const libraries = join(process.env.TMPDIR, LIBRARIES, 'lib');
  if (existsSync(libraries)) process.env.LD_LIBRARY_PATH = libraries;
}

/**
 * The folder for this user's temporary files, with the packaged browser in it. The browser unpacks itself into the
 * temporary folder and takes whatever is there for itself: what another user, another version or a second worker half
 * way through has left. So it is unpacked here once, and moved into place whole.
 */
function ownTmp() {
  const parent = join(tmpdir(), `thousand-tests-${process.getuid?.() ?? 'user'}`);
  mkdirSync(parent, { recursive: true, mode: 0o711 });
  if (process.getuid && !isOurs(parent)) throw new Error(`${parent} belongs to somebody else. Set TMPDIR to another folder.`);
  chmodSync(parent, 0o711);
  const { version } = JSON.parse(readFileSync(new URL('package.json', BROWSER), 'utf8'));
  const folder = join(parent, version);
  if (existsSync(folder)) return folder;
  const half = mkdtempSync(join(parent, 'half-'));
  chmodSync(half, 0o711);
  unpack(half);
  try {
    renameSync(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

/**
 * In a process of its own, because the package writes the folder into the environment. The libraries it carries for
 * bare systems are kept only where the browser does not run without.
 */
function unpack(folder) {
  const script = `
    const { default: browser, inflate } = await import(${JSON.stringify(new URL('build/index.js', BROWSER).href)});
    await browser.executablePath();
    await inflate(${JSON.stringify(fileURLToPath(new URL('bin/al2023.tar.br', BROWSER)))});`;
  const env = { ...process.env, TMPDIR: folder, NODE_OPTIONS: '' };
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  if (ran.status !== 0) process.stderr.write(`The browser for tests could not be unpacked here:\n${ran.stderr}`);
  const runs = spawnSync(join(folder, 'chromium'), ['--no-sandbox', '--version']).status === 0;
  if (runs) rmSync(join(folder, LIBRARIES), { recursive: true, force: true });
}
