import { Injectable } from '@nestjs/common';
import sharp from 'sharp';
import { Database } from '../platform/index.js';
import { Creators } from '../members/index.js';
import { Collections, Media, Post, Publishing } from '../content/index.js';
import { DRAWINGS } from './drawings/drawings.js';
import { COVERS } from './world/covers.js';
import type { DemoCreator } from './world/world.js';

/** What stands around the posts: pictures above them, collections they stand in, and one pinned to the top. */
@Injectable()
export class DemoShelves {
  constructor(
    private readonly db: Database, private readonly creators: Creators, private readonly media: Media, private readonly publishing: Publishing,
    private readonly collections: Collections,
  ) {}

  /** Hangs the picture that belongs to a post, if there is one. */
  async hang(handle: string, post: Post): Promise<void> {
    const cover = COVERS[post.title];
    if (!cover) return;
    const { left, top, width, height, alt, caption } = cover;
    const print = await sharp(Buffer.from(DRAWINGS[handle]![cover.print]())).extract({ left, top, width, height }).png({ compressionLevel: 1 }).toBuffer();
    await this.media.keep(post, print, { alt, caption, cover: '1', ...(cover.open && { open: '1' }) });
  }

  /** Puts up the creator's shelf, and pins what newcomers should read first. */
  async arrange({ handle, shelf }: DemoCreator): Promise<void> {
    const { id: creatorId } = await this.creators.byHandle(handle);
    const all = await this.db.repo(Post).findBy({ creatorId });
    const collection = await this.collections.create(creatorId, { title: shelf.title, about: shelf.about });
    for (const title of shelf.posts) {
      const post = all.find((one) => one.title === title);
      if (post) await this.collections.add(collection, post.id);
    }
    const first = all.find((post) => post.title === shelf.pinned);
    if (first) await this.publishing.pin(first);
  }
}
