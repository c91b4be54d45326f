import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { mintToken } from '../crypto/tokens.js';
import { Database } from '../database/transaction.js';

/** Files people gave us, on the local disk under `DATA_DIR/media`. */
@Injectable()
export class Storage {
  private readonly root: string;

  constructor(config: Config, private readonly db: Database) {
    this.root = join(config.dataDir, 'media');
  }

  /**
   * Writes a file whole or not at all.
   * @param key made by us, e.g. `pictures/<id>/1200.webp`
   */
  async put(key: string, bytes: Buffer): Promise<void> {
    this.db.forbidTransaction('A file was written');
    const path = join(this.root, key);
    const part = `${path}.${mintToken().token.slice(0, 8)}.part`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, path);
  }

  /**
   * @param range first and last byte, where only a part is wanted; asked with the size, since only then is it known
   * @returns the file and its size in bytes, or null when there is none
   */
  async open(key: string, range?: (size: number) => { start: number; end: number } | null): Promise<{ stream: ReadStream; size: number } | null> {
    const path = join(this.root, key);
    const found = await stat(path).catch(() => null);
    return found?.isFile() ? { stream: createReadStream(path, range?.(found.size) ?? {}), size: found.size } : null;
  }

  /** Removes a folder and all in it; one that is not there is removed already. */
  async remove(folder: string): Promise<void> {
    this.db.forbidTransaction('Files were removed');
    await rm(join(this.root, folder), { recursive: true, force: true });
  }

  /** Names in a folder, with when each was last changed by the system's clock. */
  async list(folder: string): Promise<{ name: string; changedAt: Date }[]> {
    const names = await readdir(join(this.root, folder)).catch(() => []);
    const found = await Promise.all(names.map(async (name) => ({ name, at: await stat(join(this.root, folder, name)).catch(() => null) })));
    return found.flatMap(({ name, at }) => (at ? [{ name, changedAt: at.mtime }] : []));
  }
}
