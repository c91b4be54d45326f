import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, DAY, HOUR, MINUTE, parseDate } from '../platform/index.js';
import { Creator, Creators } from '../members/index.js';
import { type TierWithPrice, Tiers } from '../tiers/index.js';
import { Post, Posts } from '../content/index.js';
import { DRAFT } from './world/draft.js';
import type { DemoCreator, DemoPost, DemoTier } from './world/world.js';

/** The minute of a UTC day at which each post in turn went out. */
const MINUTES_OF_DAY = [7 * 60 + 40, 17 * 60 + 5, 9 * 60 + 12, 6 * 60 + 55, 18 * 60 + 30];

/** Pages with their tiers and posts: each is there whole or not at all, and once there it is its owner's to change. */
@Injectable()
export class DemoPages {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly posts: Posts,
  ) {}

  /** @returns whether the page is new */
  async make(wanted: DemoCreator, owner: Actor): Promise<boolean> {
    return this.db.inTransaction(async () => {
      if (await this.db.repo(Creator).existsBy({ handleKey: wanted.handle })) return false;
      const { handle, name, language, standfirst, about, hue, chroma } = wanted;
      const page = await this.creators.open(owner.accountId, { handle, name, language });
      await this.creators.update(owner, page, { name, standfirst, about, language, hue, chroma });
      // In the transaction that opens the page, so that it never begins with the house's own free tier.
      const ladder = [await this.tiers.create(page.id, { ...onSale({ ...wanted.free, welcome: '' }), paid: 'free' })];
      for (const tier of wanted.paid) ladder.push(await this.tiers.create(page.id, { ...onSale(tier), paid: 'paid' }));
      for (const [n, post] of wanted.posts.entries()) {
        await this.publish(await this.write(post, owner, page.id, ladder), post.age, n);
      }
      if (handle === 'tamsin') await this.write(DRAFT, owner, page.id, ladder);
      return true;
    });
  }

  private async write(post: Omit<DemoPost, 'age'>, owner: Actor, creatorId: string, ladder: TierWithPrice[]): Promise<Post> {
    const { title, standfirst, teaser, body } = post;
    const audience = post.audience === 'tier 2' ? `tier:${ladder[2]!.id}` : post.audience;
    const rungs = ladder.map(({ id, paid }) => ({ id, paid, archived: false }));
    return this.posts.create(owner, creatorId, { title, standfirst, teaser, body, audience }, rungs);
  }

  /** Publishes in the past; nobody is told, since nobody was there to be told. */
  private async publish(post: Post, daysAgo: number, n: number): Promise<void> {
    const today = Math.floor(this.clock.now().getTime() / DAY);
    const at = parseDate((today - daysAgo) * DAY + MINUTES_OF_DAY[n % MINUTES_OF_DAY.length]! * MINUTE);
    const written = parseDate(at.getTime() - 2 * HOUR);
    await this.db.repo(Post).update({ id: post.id }, { createdAt: written, updatedAt: at, publishedAt: at, firstPublishedAt: at });
  }
}

function onSale({ name, description, benefits, ...rest }: Omit<DemoTier, 'price' | 'currency'> & Partial<DemoTier>) {
  return { name, description, benefits: benefits.join('\n'), ...rest };
}
