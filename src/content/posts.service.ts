import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Conflict, Database, Events, InvalidInput, minutesOf, NotFound, toHtml } from '../platform/index.js';
import { Creator } from '../members/index.js';
import type { Ladder } from '../access/index.js';
import { Audiences } from './audiences.service.js';
import type { Cursor } from './cursor.js';
import { PostDeleted } from './events.js';
import { History, type Words } from './history/history.service.js';
import { Media } from './media/media.service.js';
import { finding } from './media/picture.view.js';
import type { PostPicture } from './media/post-picture.entity.js';
import type { PostDto } from './post.dto.js';
import { Post } from './post.entity.js';
import { PostSlug } from './post-slug.entity.js';
import { LINE, type PostLine } from './reading.query.js';
import { slugOf } from './slug.js';
import { nextStep, stepsOf } from './steps.js';
import { tagsOf } from './tags.js';

/** A post as its writers' lists need it. */
export type DeskLine = PostLine & Pick<Post, 'updatedAt' | 'scheduledAt' | 'pinnedAt'>;

const DESK = `${LINE}, p.updated_at as "updatedAt", p.scheduled_at as "scheduledAt", p.pinned_at as "pinnedAt"`;
const MOST_UNPUBLISHED = 300;

/** Writing, keeping and deleting. */
@Injectable()
export class Posts {
  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly audiences: Audiences,
    private readonly media: Media,
    private readonly history: History,
  ) {}

  /** Drafts and scheduled posts without their texts, those touched last first. */
  async unpublished(creatorId: string): Promise<DeskLine[]> {
    return this.db.sql<DeskLine>(
      'posts.unpublished', `select ${DESK} from post p where p.creator_id = $1 and p.published_at is null order by p.updated_at desc, p.id limit ${MOST_UNPUBLISHED}`, [creatorId],
    );
  }

  /** Published posts without their texts from a place in the list on, newest first. */
  async published(creatorId: string, before: Cursor | null, limit: number): Promise<DeskLine[]> {
    return this.db.sql<DeskLine>(
      'posts.published',
      `select ${DESK} from post p where p.creator_id = $1 and p.published_at is not null and ($2::timestamptz is null or (p.published_at, p.id) < ($2, $3::uuid))
       order by p.published_at desc, p.id desc limit $4`,
      [creatorId, before?.at ?? null, before?.id ?? null, limit],
    );
  }

  /** @throws NotFound for an id of another page, or of none */
  async ofPage(creatorId: string, id: string): Promise<Post> {
    const post = await this.db.repo(Post).findOneBy({ id, creatorId });
    if (!post) throw new NotFound();
    return post;
  }

  /** Whether a post is for adults, by itself or with its whole page. */
  async marks(post: Post): Promise<{ adult: boolean }> {
    return { adult: post.adult || (await this.db.repo(Creator).findOneByOrFail({ id: post.creatorId })).adult };
  }

  async byId(id: string): Promise<Post | null> {
    return this.db.repo(Post).findOneBy({ id });
  }

  /** @throws InvalidInput for an audience of nobody, or of another page */
  async create(actor: Pick<Actor, 'accountId'>, creatorId: string, wanted: PostDto, ladder: Ladder): Promise<Post> {
    const now = this.clock.now();
    const audience = await this.audiences.read(creatorId, ladder, wanted);
    const row = {
      creatorId, authorId: actor.accountId, ...written(wanted, []), ...tagsOf(wanted.tags ?? ''), adult: wanted.adult ?? false, tease: wanted.tease ?? false, audience, createdAt: now, updatedAt: now,
      publishedAt: null, firstPublishedAt: null, scheduledAt: null, coverId: null, steps: stepsOf(wanted, ladder, null, 'UTC'), nextStepAt: null, pinnedAt: null,
    };
    return this.db.inTransaction(async () => {
      const id = await this.insert(row, wanted.slug || slugOf(wanted.title));
      await this.history.keep(id, actor.accountId, wanted);
      return (await this.byId(id))!;
    });
  }

  /**
   * Saves a post and keeps what it was.
   * @throws Conflict when somebody saved a newer version meanwhile; what was to be saved is then kept aside, in its history
   */
  async update(actor: Pick<Actor, 'accountId'>, post: Post, wanted: PostDto, ladder: Ladder): Promise<Post> {
    const audience = await this.audiences.read(post.creatorId, ladder, wanted);
    const { timeZone } = await this.db.repo(Creator).findOneByOrFail({ id: post.creatorId });
    const steps = stepsOf(wanted, ladder, post.firstPublishedAt, timeZone, post.steps);
    const change = {
      ...written(wanted, await this.media.ofPost(post.id)), ...(wanted.tags !== undefined && tagsOf(wanted.tags)), ...(wanted.adult !== undefined && { adult: wanted.adult }), ...(wanted.tease !== undefined && { tease: wanted.tease }), audience, steps,
      nextStepAt: post.publishedAt ? nextStep(steps, post.steps, this.clock.now()) : null,
    };
    return this.save(actor, post, wanted.version ?? post.version, change, wanted.slug || post.slug);
  }

  /** Puts other words into a post, and leaves all else as it is. */
  async rewrite(actor: Pick<Actor, 'accountId'>, post: Post, words: Words): Promise<Post> {
    return this.save(actor, post, post.version, written(words, await this.media.ofPost(post.id)), post.slug);
  }

  async delete(post: Post): Promise<void> {
    await this.db.inTransaction(async () => {
      const pictures = await this.media.ofPost(post.id);
      await this.db.repo(Post).delete({ id: post.id });
      await this.events.publish(new PostDeleted(post.id, pictures.map(({ id }) => id)));
    });
  }

  /** Draws the texts of a post anew, since what they show of its pictures has changed. */
  async redraw(id: string): Promise<Post> {
    const post = (await this.byId(id))!;
    const html = drawn(post, await this.media.ofPost(id));
    await this.db.repo(Post).update({ id, version: post.version }, html);
    return { ...post, ...html };
  }

  private async save(actor: Pick<Actor, 'accountId'>, post: Post, version: number, change: Partial<Post> & Words, slug: string): Promise<Post> {
    const saved = await this.db.inTransaction(async () => {
      if (slug !== post.slug) await this.rename(post, slug);
      const done = await this.db.repo(Post).update({ id: post.id, version }, { ...change, slug, updatedAt: this.clock.now(), version: post.version + 1 });
      if (done.affected === 1) await this.history.keep(post.id, actor.accountId, change);
      return done.affected === 1;
    });
    if (!saved) {
      await this.history.keep(post.id, actor.accountId, change, true);
      throw new Conflict('post_changed');
    }
    return (await this.byId(post.id))!;
  }

  /** The address of before goes on leading to the post. @throws InvalidInput when another post has the new one, or had it */
  private async rename(post: Post, slug: string): Promise<void> {
    const { creatorId } = post;
    const had = await this.db.repo(PostSlug).findOneBy({ creatorId, slug });
    if ((had && had.postId !== post.id) || await this.db.repo(Post).existsBy({ creatorId, slug })) throw new InvalidInput({ slug: { rule: 'taken' } });
    await this.db.repo(PostSlug).delete({ creatorId, slug });
    await this.db.repo(PostSlug).createQueryBuilder().insert().values({ creatorId, slug: post.slug, postId: post.id }).orIgnore().execute();
  }

  private async insert(row: Omit<Post, 'id' | 'slug' | 'version'>, wanted: string): Promise<string> {
    for (let n = 1; n <= 50; n++) {
      const slug = wanted + (n > 1 ? `-${n}` : '');
      if (await this.db.repo(PostSlug).existsBy({ creatorId: row.creatorId, slug })) continue;
      const inserted = await this.db.repo(Post).createQueryBuilder().insert().values({ ...row, slug }).orIgnore().returning('id').execute();
      const [made] = inserted.raw as { id: string }[];
      if (made) return made.id;
    }
    throw new InvalidInput({ title: { rule: 'taken' } });
  }
}

function written(wanted: Words, pictures: PostPicture[]) {
  const { teaser, body } = wanted;
  return {
    title: wanted.title.trim(), standfirst: wanted.standfirst.trim(), teaser, body, ...drawn(wanted, pictures),
    minutes: Math.max(1, minutesOf(`${teaser}\n\n${body}`)), minutesLeft: minutesOf(body),
  };
}

/** A text as HTML; the part that anyone may read shows only pictures that anyone may see. */
function drawn({ teaser, body }: Pick<Post, 'teaser' | 'body'>, pictures: PostPicture[]) {
  return { teaserHtml: toHtml(teaser, finding(pictures, true)), bodyHtml: toHtml(body, finding(pictures, false)) };
}
