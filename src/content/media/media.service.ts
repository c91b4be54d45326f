import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { blurPicture, Clock, Conflict, Database, encodePicture, HOUR, InvalidInput, NotFound, OnEvent, OnJob, Storage } from '../../platform/index.js';
import { PostDeleted } from '../events.js';
import { Post } from '../post.entity.js';
import type { MediaDto } from './media.dto.js';
import { PostPicture } from './post-picture.entity.js';

const WIDTHS = [480, 960, 1600, 2000];
const MOST = 60;
const FOLDER = 'posts';
/** Files this young may belong to an upload that has not finished. */
const YOUNG_MS = HOUR;

export function mediaKey(id: string, file: string): string {
  return `${FOLDER}/${id}/${file}.webp`;
}

/** The pictures of posts: kept, described, taken away. */
@Injectable()
export class Media {
  constructor(private readonly db: Database, private readonly storage: Storage, private readonly clock: Clock) {}

  async ofPost(postId: string): Promise<PostPicture[]> {
    return this.db.repo(PostPicture).find({ where: { postId }, order: { number: 'asc' } });
  }

  /** @throws NotFound for a picture of another post */
  async inPost(postId: string, id: string): Promise<PostPicture> {
    const picture = await this.db.repo(PostPicture).findOneBy({ id, postId });
    if (!picture) throw new NotFound();
    return picture;
  }

  /** Keeps a picture in several widths and blurred. @throws InvalidInput when it is not a picture, too large, or not described */
  async keep(post: Post, bytes: Buffer, wanted: MediaDto): Promise<PostPicture> {
    const words = wordsOf(wanted);
    if (await this.db.repo(PostPicture).countBy({ postId: post.id }) >= MOST) throw new Conflict('too_many_pictures');
    const [copies, blurred] = await Promise.all([encodePicture(bytes, WIDTHS), blurPicture(bytes)]).catch(() => {
      throw new InvalidInput({ picture: { rule: 'picture' } });
    });
    const id = randomUUID();
    for (const copy of copies) await this.storage.put(mediaKey(id, String(copy.width)), copy.data);
    await this.storage.put(mediaKey(id, 'blur'), blurred);
    const { width, height } = copies.at(-1)!;
    await this.db.inTransaction(async () => {
      await this.db.repo(Post).findOneOrFail({ where: { id: post.id }, lock: { mode: 'pessimistic_write' } });
      const [last] = await this.db.repo(PostPicture).find({ where: { postId: post.id }, order: { number: 'desc' }, take: 1 });
      await this.db.repo(PostPicture).insert({
        id, postId: post.id, number: (last?.number ?? 0) + 1, width, height, widths: copies.map((copy) => copy.width), ...words, createdAt: this.clock.now(),
      });
      if (wanted.cover) await this.db.repo(Post).update({ id: post.id }, { coverId: id });
    });
    return this.inPost(post.id, id);
  }

  /** Changes what is said of a picture and whether anyone may see it. */
  async describe(post: Post, picture: PostPicture, wanted: MediaDto): Promise<void> {
    await this.db.repo(PostPicture).update({ id: picture.id }, wordsOf(wanted));
    if (wanted.cover) await this.db.repo(Post).update({ id: post.id }, { coverId: picture.id });
    else if (post.coverId === picture.id) await this.db.repo(Post).update({ id: post.id }, { coverId: null });
  }

  async delete(picture: PostPicture): Promise<void> {
    await this.db.repo(PostPicture).delete({ id: picture.id });
    await this.storage.remove(`${FOLDER}/${picture.id}`);
  }

  @OnEvent(PostDeleted)
  async forget({ pictureIds }: PostDeleted): Promise<void> {
    for (const id of pictureIds) await this.storage.remove(`${FOLDER}/${id}`);
  }

  /** Removes files that no post has: of uploads that broke off, and of pages that are gone. */
  @OnJob('content.sweepMedia')
  async sweep(): Promise<void> {
    const old = (await this.storage.list(FOLDER)).filter(({ changedAt }) => this.clock.system().getTime() - changedAt.getTime() > YOUNG_MS);
    if (old.length === 0) return;
    const kept = await this.db.sql<{ id: string }>('media.kept', 'select id::text from post_picture where id::text = any($1)', [old.map(({ name }) => name)]);
    for (const { name } of old) {
      if (!kept.some(({ id }) => id === name)) await this.storage.remove(`${FOLDER}/${name}`);
    }
  }
}

function wordsOf(wanted: MediaDto) {
  const alt = wanted.decorative ? '' : (wanted.alt ?? '').trim();
  if (!alt && !wanted.decorative) throw new InvalidInput({ alt: { rule: 'alt' } });
  return { alt, decorative: Boolean(wanted.decorative), caption: (wanted.caption ?? '').trim(), open: Boolean(wanted.open) };
}
