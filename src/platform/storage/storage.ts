import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
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

  /** @returns the file and its size in bytes, or null when there is none */
  async open(key: string): Promise<{ stream: ReadStream; size: number } | null> {
    const path = join(this.root, key);
    const found = await stat(path).catch(() => null);
    return found?.isFile() ? { stream: createReadStream(path), size: found.size } : null;
  }
}
