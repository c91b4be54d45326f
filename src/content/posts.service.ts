import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Conflict, Database, Events, InvalidInput, minutesOf, NotFound, toHtml } from '../platform/index.js';
import { Creator } from '../members/index.js';
import type { Audience, Ladder } from '../access/index.js';
import { Audiences } from './audiences.service.js';
import { PostDeleted } from './events.js';
import { Media } from './media/media.service.js';
import { finding } from './media/picture.view.js';
import type { PostPicture } from './media/post-picture.entity.js';
import type { PostDto } from './post.dto.js';
import { Post } from './post.entity.js';
import { slugOf } from './slug.js';
import { nextStep, stepsOf } from './steps.js';

/** Writing, keeping and deleting. */
@Injectable()
export class Posts {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly audiences: Audiences, private readonly media: Media) {}

  async ofCreator(creatorId: string): Promise<Post[]> {
    return this.db.repo(Post).find({ where: { creatorId }, order: { updatedAt: 'desc' } });
  }

  /** @throws NotFound for an id of another page, or of none */
  async ofPage(creatorId: string, id: string): Promise<Post> {
    const post = await this.db.repo(Post).findOneBy({ id, creatorId });
    if (!post) throw new NotFound();
    return post;
  }

  async byId(id: string): Promise<Post | null> {
    return this.db.repo(Post).findOneBy({ id });
  }

  /** @throws InvalidInput for an audience of nobody, or of another page */
  async create(actor: Pick<Actor, 'accountId'>, creatorId: string, wanted: PostDto, ladder: Ladder): Promise<Post> {
    const now = this.clock.now();
    const audience = await this.audiences.read(creatorId, ladder, wanted);
    const row = {
      creatorId, authorId: actor.accountId, ...written(wanted, audience, []), createdAt: now, updatedAt: now, publishedAt: null, firstPublishedAt: null, scheduledAt: null, coverId: null,
      steps: stepsOf(wanted, ladder, null, 'UTC'), nextStepAt: null,
    };
    for (let n = 1; n <= 50; n++) {
      const slug = slugOf(wanted.title) + (n > 1 ? `-${n}` : '');
      const inserted = await this.db.repo(Post).createQueryBuilder().insert().values({ ...row, slug }).orIgnore().returning('id').execute();
      const [made] = inserted.raw as { id: string }[];
      if (made) return (await this.byId(made.id))!;
    }
    throw new InvalidInput({ title: { rule: 'taken' } });
  }

  /** @throws Conflict when somebody saved a newer version meanwhile */
  async update(post: Post, wanted: PostDto, ladder: Ladder): Promise<Post> {
    const audience = await this.audiences.read(post.creatorId, ladder, wanted);
    const { timeZone } = await this.db.repo(Creator).findOneByOrFail({ id: post.creatorId });
    const steps = stepsOf(wanted, ladder, post.firstPublishedAt, timeZone, post.steps);
    const saved = await this.db.repo(Post).update(
      { id: post.id, version: wanted.version ?? post.version },
      { ...written(wanted, audience, await this.media.ofPost(post.id)), steps,
        nextStepAt: post.publishedAt ? nextStep(steps, post.steps, this.clock.now()) : null, updatedAt: this.clock.now(), version: post.version + 1 },
    );
    if (saved.affected === 0) throw new Conflict('post_changed');
    return (await this.byId(post.id))!;
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
}

function written(wanted: PostDto, audience: Audience, pictures: PostPicture[]) {
  return {
    title: wanted.title.trim(), standfirst: wanted.standfirst.trim(), teaser: wanted.teaser, body: wanted.body, ...drawn(wanted, pictures), minutes: Math.max(1, minutesOf(`${wanted.teaser}\n\n${wanted.body}`)), minutesLeft: minutesOf(wanted.body),
    audience,
  };
}

/** A text as HTML; the part that anyone may read shows only pictures that anyone may see. */
function drawn({ teaser, body }: Pick<Post, 'teaser' | 'body'>, pictures: PostPicture[]) {
  return { teaserHtml: toHtml(teaser, finding(pictures, true)), bodyHtml: toHtml(body, finding(pictures, false)) };
}
