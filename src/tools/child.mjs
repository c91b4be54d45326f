import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pause } from './processes.mjs';
import { EXIT, Refusal } from './refusal.mjs';

const LEAVE_WITH_PARENT = fileURLToPath(new URL('leave-with-parent.mjs', import.meta.url));
const STOPPING_MS = 12_000;
const RESTARTS_A_MINUTE = 5;
const FINAL = [EXIT.configuration, EXIT.unavailable];

/**
 * Runs a Node program and starts it again whenever it ends unasked: five times a minute, and not when it says by its
 * exit code that this would not help.
 * @param {object} options
 * @param {string} options.name as sentences call it, e.g. "The app"
 * @param {string} options.entry the file to run
 * @param {string[]} [options.flags] of Node
 * @param {string} options.cwd
 * @param {Record<string, string>} options.env
 * @param {(chunk: Buffer) => void} options.onOutput told what it prints
 * @param {(sentence: string) => void} options.say
 * @param {(reason: Refusal) => void} options.onGone told when it will not be started again
 * @returns {{ pid: () => number | undefined, stop: () => Promise<void> }}
 */
export function startChild({ name, entry, flags = [], cwd, env, onOutput, say, onGone }) {
  let stopping = false;
  let recent = [];
  let child;
  let ended;

  const start = () => {
    const stdio = ['ignore', 'pipe', 'inherit', 'ipc'];
    // A session of its own, so that Ctrl-C reaches only the supervisor, which stops everything in order.
    child = spawn(process.execPath, [...flags, '--import', LEAVE_WITH_PARENT, entry], { cwd, env, stdio, detached: true });
    child.channel?.unref();
    child.stdout.on('data', onOutput);
    ended = new Promise((done) => child.once('close', (code, signal) => done({ code, signal })));
    ended.then(({ code, signal }) => stopping || again(code, signal)).catch(onGone);
  };

  const again = async (code, signal) => {
    const how = signal ? `killed by ${signal}` : `exit code ${code}`;
    if (FINAL.includes(code)) return onGone(new Refusal(`${name} could not start.`, code));
    recent = [...recent, performance.now()].filter((at) => performance.now() - at < 60_000);
    if (recent.length > RESTARTS_A_MINUTE) {
      return onGone(new Refusal(`${name} keeps ending (${how}); its log says why.`));
    }
    say(`${name} ended unexpectedly (${how}); starting it again.`);
    await pause(100 * 2 ** recent.length);
    if (!stopping) start();
  };

  const stop = async () => {
    stopping = true;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOPPING_MS);
    await ended;
    clearTimeout(late);
  };

  start();
  return { pid: () => child.pid, stop };
}
