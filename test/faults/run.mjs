// The fault table: `npm run faults` breaks everything in turn, `npm run faults F3 F13` what is named, `--quick` each for a short while.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'test', 'faults');
const quick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((word) => /^F\d+$/.test(word));
const unknown = process.argv.slice(2).filter((word) => word !== '--quick' && !wanted.includes(word));

const cases = new Map(readdirSync(FOLDER).filter((file) => file.endsWith('.fault.ts')).map((file) => [
  file, [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/\b(?:fault|skipped)\(\s*'(F\d+)'/g)].map(([, id]) => id),
]));
const known = [...new Set([...cases.values()].flat())].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
const missing = [...unknown, ...wanted.filter((id) => !known.includes(id))];
if (missing.length > 0) {
  process.stderr.write(`There is no case ${missing.join(', ')}; there are ${known.join(', ')}, and --quick.\n`);
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), 'thousand-faults-'));
const table = join(folder, 'table');
writeFileSync(table, '');
const files = [...cases].filter(([, ids]) => wanted.length === 0 || ids.some((id) => wanted.includes(id))).map(([file]) => join(FOLDER, file));
const names = wanted.length > 0 ? ['-t', `\\b(${wanted.join('|')}) `] : [];
const { status } = spawnSync(process.execPath, [
  '--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--runInBand', '--testMatch', '<rootDir>/test/faults/*.fault.ts',
  ...names, '--runTestsByPath', ...files,
], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test', FAULTS_TABLE: table, ...(quick && { FAULTS_QUICK: '1' }) } });
const rows = readFileSync(table, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
rmSync(folder, { recursive: true, force: true });
print(rows);
process.exitCode = status === 0 && rows.length > 0 && rows.every((row) => row.violations.length === 0) ? 0 : 1;

/** One line a case, runs with several seeds together. */
function print(all) {
  const groups = Map.groupBy(all, ({ id, what }) => `${id} ${what}`);
  process.stdout.write('\ncase  | what is done | seeds | violations | ms to converge: median (lowest to highest)\n');
  for (const [, runs] of [...groups].sort(([a], [b]) => Number(/\d+/.exec(a)) - Number(/\d+/.exec(b)))) {
    const { id, what } = runs[0];
    const broken = runs.flatMap((row) => row.violations);
    process.stdout.write(`${[id.padEnd(5), what, runs.map((row) => row.seed).join(' '), broken.length, times(runs)].join(' | ')}\n`);
    for (const note of new Set(runs.map((row) => row.note).filter(Boolean))) process.stdout.write(`      ${note}\n`);
    for (const sentence of broken) process.stdout.write(`      VIOLATION ${sentence}\n`);
  }
}

function times(runs) {
  const ms = runs.map((row) => row.ms).filter((one) => one !== null).sort((a, b) => a - b);
  if (ms.length === 0) return '-';
  return ms.length === 1 ? String(ms[0]) : `${ms[Math.floor((ms.length - 1) / 2)]} (${ms[0]} to ${ms.at(-1)})`;
}
