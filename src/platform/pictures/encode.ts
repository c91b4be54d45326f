import sharp, { type Sharp } from 'sharp';

/** A bomb of a picture is refused before it is unpacked. */
const MOST_PIXELS = 50_000_000;

// One picture at a time is plenty here, and a cache of pictures that never come again only costs memory.
sharp.cache(false);
sharp.concurrency(1);

export interface Copy {
  data: Buffer;
  width: number;
  height: number;
}

/**
 * Copies of a picture as WebP, narrowest first: decoded and encoded anew, so that nothing but pixels survives, no script,
 * no place, no second format.
 * @param bytes JPEG, PNG, WebP, AVIF or GIF by their first bytes; what a name or a browser said of them is not asked
 * @param widths never wider than the picture itself
 * @throws Error for anything else, for more pixels than we unpack, and for what does not decode
 */
export async function encodePicture(bytes: Buffer, widths: readonly number[], square = false): Promise<Copy[]> {
  const input = decoded(bytes);
  const { width } = (await input.metadata()).autoOrient;
  const fitting = widths.filter((one) => one <= width);
  const copies = [];
  for (const w of fitting.length > 0 ? fitting : [width]) {
    const size = square ? { width: w, height: w, fit: 'cover' as const } : { width: w };
    const { data, info } = await input.clone().resize(size).webp({ quality: 82 }).toBuffer({ resolveWithObject: true });
    copies.push({ data, width: info.width, height: info.height });
  }
  return copies;
}

/** A copy of which colours and masses are left and nothing can be read: made of 24 pixels a line. */
export async function blurPicture(bytes: Buffer): Promise<Buffer> {
  const small = await decoded(bytes).resize({ width: 24 }).png().toBuffer();
  return sharp(small).resize({ width: 640, kernel: 'cubic' }).blur(14).webp({ quality: 40 }).toBuffer();
}

function decoded(bytes: Buffer): Sharp {
  if (!isPicture(bytes)) throw new Error('not a picture we take');
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false }).rotate();
}

/** By the first bytes: an SVG, a page or a script is never even parsed. */
function isPicture(bytes: Buffer): boolean {
  const at = (from: number, text: string) => bytes.subarray(from, from + text.length).toString('latin1') === text;
  return at(0, '\u00ff\u00d8\u00ff') || at(0, '\u0089PNG\r\n\u001a\n') || at(0, 'GIF8') || (at(0, 'RIFF') && at(8, 'WEBP'))
    || (at(4, 'ftyp') && /^(avif|avis|mif1|heic)$/.test(bytes.subarray(8, 12).toString('latin1')));
}
