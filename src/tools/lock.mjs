import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Holds a folder for this process. The hold is a local socket that answers whoever asks with who we are; the system
 * lets go of it when we end, however we end, so it is never stale.
 * @param {string} folder an existing folder
 * @param {string} purpose a second word, for holds of the same folder that do not exclude each other
 * @param {() => object} who what to answer, as JSON
 * @returns {Promise<{ held: true, release: () => void } | { held: false, by: object }>}
 */
export async function hold(folder, purpose, who) {
  const path = socketPath(folder, purpose);
  for (;;) {
    const server = await listen(path, who);
    if (server) return { held: true, release: () => server.close() };
    const by = await ask(path);
    if (by) return { held: false, by };
    if (!path.startsWith('\0')) rmSync(path, { force: true });
  }
}

/** Who holds the folder, as they answered, or null. Waits two seconds at most. */
export function holder(folder, purpose) {
  return ask(socketPath(folder, purpose));
}

/** Linux has socket names outside the file system; elsewhere a file that a killed process leaves behind. */
function socketPath(folder, purpose) {
  const { dev, ino } = statSync(folder);
  const name = `thousand-${createHash('sha256').update(`${dev}:${ino}:${purpose}`).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(path, who) {
  return new Promise((done, fail) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(JSON.stringify(who()));
    });
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? done(null) : fail(error)));
    server.listen(path, () => done(server.unref()));
  });
}

function ask(path) {
  return new Promise((done) => {
    let answer = '';
    const socket = connect(path);
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (part) => (answer += part));
    socket.on('error', (error) => done(['ECONNREFUSED', 'ENOENT'].includes(error.code) ? null : {}));
    socket.on('close', () => done(parse(answer)));
  });
}

function parse(answer) {
  try {
    return JSON.parse(answer);
  } catch {
    return {};
  }
}
