import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { Creators, Pictures } from '../members/index.js';
import { DRAWINGS } from './drawings/drawings.js';
import type { DemoCreator } from './world/world.js';

/** The creators' prints: drawn as SVG, then kept like any upload. */
@Injectable()
export class DemoPictures {
  constructor(private readonly creators: Creators, private readonly pictures: Pictures) {}

  /** Hangs what a page has no picture for yet. @returns whether anything was missing */
  async hang({ handle, picture, portrait }: DemoCreator): Promise<boolean> {
    const page = await this.creators.byHandle(handle);
    const drawing = DRAWINGS[handle]!;
    if (!page.portraitId) {
      const kept = await this.pictures.keep(await raster(drawing.portrait()), 'portrait', { alt: portrait.alt, caption: null });
      await this.creators.setPicture(page, 'portrait', kept);
    }
    if (!page.pictureId) {
      const kept = await this.pictures.keep(await raster(drawing.picture()), 'picture', picture);
      await this.creators.setPicture(page, 'picture', kept);
    }
    return !page.portraitId || !page.pictureId;
  }
}

async function raster(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
}
