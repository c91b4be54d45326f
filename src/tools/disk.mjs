import { statfs } from 'node:fs/promises';

const LITTLE_MB = 64;
const EVERY_MS = 2_000;

/**
 * Says so when the disk that holds `folder` is nearly full, once until there is room again: what then fails says only
 * that it failed.
 * @param {string} folder
 * @param {(sentence: string) => void} say
 * @returns {{ stop: () => Promise<void> }}
 */
export function watchDisk(folder, say) {
  let short = false;
  const look = async () => {
    const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: Infinity, bsize: 1 }));
    const free = Math.floor((bavail * bsize) / 1_000_000);
    if (free < LITTLE_MB && !short) {
      say(`Only ${free} MB are free on the disk that holds ${folder}. Free some, or nothing more can be kept.`);
    }
    if (free > LITTLE_MB && short) say(`The disk that holds ${folder} has room again.`);
    short = free < LITTLE_MB;
  };
  look();
  const timer = setInterval(look, EVERY_MS).unref();
  return { stop: async () => clearInterval(timer) };
}
