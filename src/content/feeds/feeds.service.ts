import { Injectable } from '@nestjs/common';
import { Clock, Config, DomainError, parseDate, toText, Words } from '../../platform/index.js';
import { type CreatorWithPictures, creatorUrl } from '../../members/index.js';
import { type Door, Doors, readSteps } from '../../access/index.js';
import { isHushed } from '../post.view.js';
import { ReaderPages } from '../reader-pages.service.js';
import { type PostText, Reading } from '../reading.query.js';
import type { FeedKey } from './feed-key.entity.js';
import { FeedKeys } from './feed-keys.service.js';
import { rss } from './rss.js';

const SIZE = 30;
const OURS = /\/media\/posts\/[\w-]+\/\d+\.webp/g;

/** Feeds: what the gate opens is there whole, of the rest as much as anyone may read. */
@Injectable()
export class Feeds {
  constructor(
    private readonly doors: Doors,
    private readonly reading: Reading,
    private readonly pages: ReaderPages,
    private readonly keys: FeedKeys,
    private readonly words: Words,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** The feed that anyone may read. */
  async public(creator: CreatorWithPictures): Promise<{ body: string; changedAt: Date | null }> {
    return this.write(creator, await this.doors.of(creator.id, null), null);
  }

  /** A member's own: the same, with what they may read right now. */
  async own(creator: CreatorWithPictures, key: FeedKey): Promise<{ body: string; changedAt: Date | null }> {
    return this.write(creator, await this.doors.of(creator.id, { accountId: key.accountId }), key);
  }

  private async write(creator: CreatorWithPictures, door: Door, key: FeedKey | null) {
    if (!this.pages.readable(creator, door)) throw new DomainError('page_gone', 410, { name: creator.name });
    const posts = await this.reading.newestTexts(creator.id, SIZE);
    const page = this.config.publicUrl + creatorUrl(creator);
    const body = rss({
      title: creator.name, description: door.hushes(creator) ? '' : creator.standfirst, link: page, self: `${page}/feed.xml`, language: creator.language,
      items: posts.map((post) => ({
        id: post.id, title: post.title, link: `${page}/posts/${post.slug}`, publishedAt: post.publishedAt!, summary: isHushed(door.decide(post)) ? '' : post.standfirst || toText(post.teaser).slice(0, 300),
        html: this.html(post, creator, door, key), categories: isHushed(door.decide(post)) ? [] : post.tags,
      })),
    });
    return { body, changedAt: this.changedAt(posts) };
  }

  private html(post: PostText, creator: CreatorWithPictures, door: Door, key: FeedKey | null): string {
    const decision = door.decide(post);
    if (isHushed(decision)) return `<p>${this.words.for(creator.language)('feed.adult')}</p>`;
    const signed = decision.open && decision.reason !== 'public' ? key : null;
    const whole = decision.open ? post.teaserHtml + post.bodyHtml : `${post.teaserHtml}<p>${this.words.for(creator.language)('feed.closed')}</p>`;
    return whole.replaceAll(OURS, (path) => this.config.publicUrl + path + (signed ? `?${this.keys.signed(signed, path).replaceAll('&', '&amp;')}` : ''));
  }

  /** When anything in it last changed: a word, or who may read it. */
  private changedAt(posts: PostText[]): Date | null {
    const now = this.clock.now().getTime();
    const times = posts.flatMap((post) => [post.updatedAt, post.publishedAt!, ...readSteps(post.steps).map((step) => step.at)].map((at) => at.getTime())).filter((at) => at <= now);
    return times.length > 0 ? parseDate(Math.floor(Math.max(...times) / 1000) * 1000) : null;
  }
}
