// `npm start`: runs on any Node from 20 on, with nothing installed, and hands over to the Node the lockfile names.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { alreadyRunning, copyPurpose, dataFolder, readEnvironment } from './environment.mjs';
import { install, pinnedNode } from './install.mjs';
import { holder } from './lock.mjs';
import { watchParent } from './processes.mjs';
import { EXIT, explained, Refusal } from './refusal.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (sentence) => process.stdout.write(`${sentence}\n`);

try {
  process.chdir(root);
  process.exitCode = await start();
} catch (error) {
  const reason = explained(error, root);
  process.stderr.write(`${reason instanceof Refusal ? reason.message : reason.stack}\n`);
  process.exitCode = reason.exitCode ?? EXIT.failure;
}
setTimeout(() => process.exit(), 2_000).unref();

async function start() {
  const env = readEnvironment(root, process.env);
  const folder = dataFolder(root, env);
  // Before the build, which would pull the files from under the copy that runs.
  const by = existsSync(folder) ? await holder(folder, copyPurpose(env)) : null;
  if (by) throw new Refusal(alreadyRunning(folder, by), EXIT.unavailable);
  await install(root, say);
  await build(root, say);
  const node = pinnedNode(root);
  if (Number(process.versions.node.split('.')[0]) < 24) return handOver(node);
  const { supervise } = await import('./supervise.mjs');
  return supervise({ root, env, say });
}

/** Runs this file again on `node` and ends as it ends. It sees our end by its closing channel. */
function handOver(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) watchParent(() => child.kill('SIGTERM'));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? EXIT.failure));
  });
}
