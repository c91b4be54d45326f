import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, HOUR, parseDate } from '../platform/index.js';
import { Creator, Creators } from '../members/index.js';
import { Tiers } from '../tiers/index.js';
import { Post, Posts, Publishing } from '../content/index.js';
import { DRAFT } from './world/draft.js';
import type { DemoCreator, DemoPost, DemoTier } from './world/world.js';

/** Pages with their tiers and posts. Once there they are their owner's to change. */
@Injectable()
export class DemoPages {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly posts: Posts,
    private readonly publishing: Publishing,
  ) {}

  /** Opens a page with its tiers, whole or not at all. */
  async open(wanted: DemoCreator, owner: Actor): Promise<void> {
    await this.db.inTransaction(async () => {
      const { handle, name, language, standfirst, about, hue, chroma } = wanted;
      const page = await this.creators.open(owner.accountId, { handle, name, language });
      await this.creators.update(owner, page, { name, standfirst, about, language, hue, chroma });
      // In the transaction that opens the page, so that it never begins with the house's own free tier.
      await this.tiers.create(page.id, { ...onSale({ ...wanted.free, welcome: '' }), paid: 'free' });
      for (const tier of wanted.paid) await this.tiers.create(page.id, { ...onSale(tier), paid: 'paid' });
      if (handle === 'tamsin') await this.write(DRAFT, owner, page.id);
    });
  }

  /**
   * Publishes a post. On its own day its readers are told as ever; long after it, nobody is told of what is old.
   * @param at when it went out
   */
  async publish(handle: string, post: DemoPost, owner: Actor, at: Date): Promise<Post> {
    const { id: creatorId } = await this.db.repo(Creator).findOneByOrFail({ handleKey: handle });
    const made = await this.write(post, owner, creatorId);
    const isToday = Math.abs(this.clock.now().getTime() - at.getTime()) < 12 * HOUR;
    if (isToday) await this.publishing.publish(made);
    else await this.db.repo(Post).update({ id: made.id }, { createdAt: parseDate(at.getTime() - 2 * HOUR), updatedAt: at, publishedAt: at, firstPublishedAt: at });
    return (await this.posts.byId(made.id))!;
  }

  private async write(post: Omit<DemoPost, 'age'>, owner: Actor, creatorId: string): Promise<Post> {
    const { title, standfirst, teaser, body, tags } = post;
    const ladder = await this.tiers.ofCreator(creatorId);
    const audience = post.audience === 'tier 2' ? `tier:${ladder[2]!.id}` : post.audience;
    const rungs = ladder.map(({ id, paid }) => ({ id, paid, archived: false }));
    return this.posts.create(owner, creatorId, { title, standfirst, teaser, body, audience, ...(tags && { tags: tags.join(', ') }) }, rungs);
  }
}

function onSale({ name, description, benefits, ...rest }: Omit<DemoTier, 'price' | 'currency'> & Partial<DemoTier>) {
  return { name, description, benefits: benefits.join('\n'), ...rest };
}

