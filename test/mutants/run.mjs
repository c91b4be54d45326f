// The mutant table: `npm run test:mutants` breaks the rules of money one at a time and expects the property that names the break to turn red.
// `npm run test:mutants P8 fence` takes those of a property, or whose name says so.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../../src/tools/build.mjs';
import { MUTANTS } from './table.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Longest a mutant may take to be found; one that hangs what it breaks is found out by that. */
const LONGEST_MS = 480_000;
/** See `explore.ts`. */
const ITSELF_BROKE = 'The exploration itself broke';
const wanted = process.argv.slice(2);
const chosen = MUTANTS.filter((one) => wanted.length === 0 || wanted.some((word) => one.property === word || one.name.includes(word)));
const { jest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const [, swc] = jest.transform['^.+\\.ts$'];
const config = JSON.stringify({ ...jest, rootDir: ROOT, maxWorkers: 1, transform: { '^.+\\.ts$': [join(ROOT, 'test/mutants/transform.mjs'), swc] } });

const misplaced = MUTANTS.filter(({ file, find }) => readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2);
for (const { name, file } of misplaced) process.stderr.write(`${name}: what it breaks stands not exactly once in ${file}\n`);
if (chosen.length === 0) process.stderr.write('There is no such mutant.\n');
if (misplaced.length > 0 || chosen.length === 0) process.exit(64);

// A process of its own runs what was built.
if (chosen.some(({ property }) => property === 'P11')) await build(ROOT, (sentence) => process.stdout.write(`${sentence}\n`));

const from = performance.now();
const outcomes = new Map();
const queue = [...chosen];
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const began = performance.now();
    const outcome = await meet(mutant);
    outcomes.set(mutant, outcome);
    process.stdout.write(`${mutant.property.padEnd(4)} ${outcome.padEnd(9)} ${String(Math.round((performance.now() - began) / 1000)).padStart(3)} s  ${mutant.name}\n`);
  }
}));
const survivors = chosen.filter((mutant) => outcomes.get(mutant) !== 'killed');
process.stdout.write(`\n${chosen.length - survivors.length} of ${chosen.length} killed in ${Math.round((performance.now() - from) / 60_000)} minutes.${survivors.map(({ property, name }) => `\nSURVIVED ${property} ${name}`).join('')}\n`);
process.exitCode = survivors.length > 0 ? 1 : 0;

/** Runs the property a mutant is for. @returns killed where a test of that property is red, survived where all is green, else what went wrong: a spec that broke down says nothing */
async function meet(mutant) {
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js'), '--config', config, '--json', '--silent',
    '-t', `\\b${mutant.property} ${mutant.only ?? ''}`, '--runTestsByPath', join(ROOT, mutant.spec)], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'], env: { PROPERTY_RUNS: '24', PROPERTY_COPIES: '4', ...process.env, NODE_ENV: 'test', MUTANT: JSON.stringify(mutant) },
  });
  let said = '';
  child.stdout.on('data', (chunk) => { said += String(chunk); });
  let late = false;
  const timer = setTimeout(() => { late = true; child.kill('SIGKILL'); }, LONGEST_MS);
  await new Promise((resolve) => { child.once('exit', resolve); });
  clearTimeout(timer);
  if (late) return 'too slow';
  try {
    const { testResults } = JSON.parse(said.slice(said.indexOf('{"num')));
    const met = testResults.flatMap((one) => one.assertionResults).filter(({ status }) => status === 'failed' || status === 'passed');
    const red = met.filter(({ status }) => status === 'failed');
    if (red.length > 0) return red.every(({ failureMessages }) => failureMessages.some((one) => one.includes(ITSELF_BROKE))) ? 'broke' : 'killed';
    return met.length > 0 ? 'survived' : 'not run';
  } catch {
    return 'not run';
  }
}
