// `npm test`: runs on any Node from 20 on, with nothing installed. With arguments (`npm test -- path`) it only builds
// and hands them to jest.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { withoutInstall } from './environment.mjs';
import { install, pinnedNode } from './install.mjs';
import { EXIT, explained, Refusal } from './refusal.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const chosen = process.argv.slice(2);
const say = (sentence) => process.stdout.write(`${sentence}\n`);
const at = (...path) => join(root, ...path);
const modules = (...path) => at('node_modules', ...path);

/** What a pull request must pass, in the order in which it is quickest to learn that it does not. */
const CHECKS = [
  ['typecheck', [modules('typescript7', 'bin', 'tsc'), '-p', 'tsconfig.json']],
  ['lint', [modules('oxlint', 'bin', 'oxlint'), 'src', 'test', 'migrations']],
  ['migration drift', ['--no-warnings', at('src', 'tools', 'drift.mjs')]],
  ['smoke of every command', ['--no-warnings', at('src', 'tools', 'smoke.mjs')]],
];
const JEST = ['tests', [modules('jest', 'bin', 'jest.js'), ...chosen]];
const JEST_OPTIONS = '--experimental-vm-modules --no-warnings';

try {
  process.chdir(root);
  await step('install', () => install(root, say));
  await step('build', () => build(root, say));
  if (chosen.length === 0) for (const [name, args] of CHECKS) await step(name, () => run(name, args, {}));
  await step(JEST[0], () => run(...JEST, { NODE_OPTIONS: JEST_OPTIONS, NODE_ENV: 'test' }));
} catch (error) {
  const reason = explained(error, root);
  process.stderr.write(`${reason instanceof Refusal ? reason.message : reason.stack}\n`);
  process.exitCode = EXIT.failure;
}

async function step(name, work) {
  const from = performance.now();
  say(`> ${name}`);
  await work();
  say(`  ${name}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

function run(name, args, env) {
  const path = `${modules('.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
  const given = { ...withoutInstall(root, process.env), PATH: path, NODE_ENV: '', ...env };
  const { status, signal, error } = spawnSync(pinnedNode(root), args, { cwd: root, env: given, stdio: 'inherit' });
  if (status !== 0) throw new Refusal(`Step "${name}" failed (${error?.message ?? signal ?? `exit code ${status}`}).`);
}
