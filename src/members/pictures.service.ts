import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { Clock, Database, InvalidInput, Storage } from '../platform/index.js';
import { Picture } from './picture.entity.js';

const WIDTHS = { picture: [480, 960, 1600], portrait: [96, 192, 384] } as const;
/** A bomb of a picture is refused before it is unpacked. */
const MOST_PIXELS = 50_000_000;

// One picture at a time is plenty here, and a cache of pictures that never come again only costs memory.
sharp.cache(false);
sharp.concurrency(1);

/** Pictures are decoded and encoded anew, so that nothing but pixels survives: no script, no place, no second format. */
@Injectable()
export class Pictures {
  constructor(private readonly db: Database, private readonly storage: Storage, private readonly clock: Clock) {}

  /**
   * Keeps a picture in several widths.
   * @param bytes JPEG, PNG, WebP, AVIF, GIF; what the name or the browser said of it is not asked
   * @throws InvalidInput `picture` when it is not a picture or too large
   */
  async keep(bytes: Buffer, kind: keyof typeof WIDTHS, words: { alt: string; caption: string | null }): Promise<Picture> {
    const copies = await this.encode(bytes, kind).catch(() => {
      throw new InvalidInput({ picture: { rule: 'picture' } });
    });
    const widest = copies.at(-1)!;
    const row = await this.db.repo(Picture).save({
      width: widest.width, height: widest.height, widths: copies.map((copy) => copy.width), alt: words.alt, caption: words.caption, createdAt: this.clock.now(),
    });
    for (const copy of copies) await this.storage.put(pictureKey(row.id, copy.width), copy.data);
    return row as Picture;
  }

  private async encode(bytes: Buffer, kind: keyof typeof WIDTHS) {
    const input = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false }).rotate();
    const { format, width = 0 } = await input.metadata();
    if (!['jpeg', 'png', 'webp', 'heif', 'gif'].includes(format ?? '')) throw new Error('not a picture we take');
    const widths = WIDTHS[kind].filter((w) => w <= width);
    const copies = [];
    for (const w of widths.length > 0 ? widths : [width]) {
      const size = kind === 'portrait' ? { width: w, height: w, fit: 'cover' as const } : { width: w };
      const { data, info } = await input.clone().resize(size).webp({ quality: 82 }).toBuffer({ resolveWithObject: true });
      copies.push({ data, width: info.width, height: info.height });
    }
    return copies;
  }
}

export function pictureKey(id: string, width: number): string {
  return `pictures/${id}/${width}.webp`;
}
