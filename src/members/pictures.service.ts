import { Injectable } from '@nestjs/common';
import { Clock, Database, encodePicture, InvalidInput, Storage } from '../platform/index.js';
import { Picture } from './picture.entity.js';

const WIDTHS = { picture: [480, 960, 1600], portrait: [96, 192, 384] } as const;

/** The pictures of pages; those of posts are closed like their posts, and content's own. */
@Injectable()
export class Pictures {
  constructor(private readonly db: Database, private readonly storage: Storage, private readonly clock: Clock) {}

  /**
   * Keeps a picture in several widths.
   * @param bytes JPEG, PNG, WebP, AVIF, GIF; what the name or the browser said of it is not asked
   * @throws InvalidInput `picture` when it is not a picture or too large
   */
  async keep(bytes: Buffer, kind: keyof typeof WIDTHS, words: { alt: string; caption: string | null }): Promise<Picture> {
    const copies = await encodePicture(bytes, WIDTHS[kind], kind === 'portrait').catch(() => {
      throw new InvalidInput({ picture: { rule: 'picture' } });
    });
    const widest = copies.at(-1)!;
    const row = await this.db.repo(Picture).save({
      width: widest.width, height: widest.height, widths: copies.map((copy) => copy.width), alt: words.alt, caption: words.caption, createdAt: this.clock.now(),
    });
    for (const copy of copies) await this.storage.put(pictureKey(row.id, copy.width), copy.data);
    return row as Picture;
  }
}

export function pictureKey(id: string, width: number): string {
  return `pictures/${id}/${width}.webp`;
}
