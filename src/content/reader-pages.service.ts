import { Injectable } from '@nestjs/common';
import { Clock, Instant, MoneyView, Nullable, Type, type Static } from '../platform/index.js';
import { type CreatorWithPictures, creatorUrl, CreatorView, creatorView, isReadable, LinkView, PageExtrasService, pageLink } from '../members/index.js';
import { type Door, StandingView, standingView } from '../access/index.js';
import { isListed, Tiers, TierView, tierView } from '../tiers/index.js';
import { Collections } from './collections/collections.service.js';
import { type Cursor, pageOf } from './cursor.js';
import { Numbers, NumberView } from './numbers.service.js';
import { PostRow, postRow, PostView, postView } from './post.view.js';
import { type PostLine, Reading, type Spread } from './reading.query.js';

const SIZE = 30;

const Link = Type.Object({ title: Type.String(), url: Type.String() });
/** As whom a member of the team looks at a page; null for everybody else. */
export const PreviewView = Type.Object({
  as: Type.String(), name: Nullable(Type.String()), back: Type.String(), unknown: Nullable(Type.String()),
  choices: Type.Array(Type.Object({ as: Type.String(), name: Nullable(Type.String()) })),
});
export type PreviewView = Static<typeof PreviewView>;

export const CreatorPage = Type.Object({
  creator: CreatorView, tiers: Type.Array(TierView), pinned: Type.Array(PostRow), posts: Type.Array(PostRow), older: Nullable(Type.String()),
  collections: Type.Array(Link), standing: StandingView, joinFrom: Nullable(MoneyView), closedCount: Type.Integer(),
  closed: Nullable(Type.Object({ at: Instant, readableUntil: Nullable(Instant), farewell: Nullable(Type.String()) })), links: Type.Array(LinkView), numbers: Type.Array(NumberView),
  preview: Nullable(PreviewView),
});
export const PostPage = Type.Object({
  creator: CreatorView, post: PostView, standing: StandingView, more: Type.Array(PostRow), reader: Nullable(Type.String()), preview: Nullable(PreviewView),
});
export const ShelfPage = Type.Object({
  creator: CreatorView, standing: StandingView, posts: Type.Array(PostRow), older: Nullable(Type.String()),
  shelf: Type.Object({ kind: Type.Enum(['tag', 'collection']), title: Type.String(), about: Type.String(), url: Type.String() }),
});

/** What readers see of a creator. Whoever asks comes with a door: a reader's own, or one that the team tries on. */
@Injectable()
export class ReaderPages {
  constructor(
    private readonly tiers: Tiers, private readonly reading: Reading, private readonly collections: Collections,
    private readonly extras: PageExtrasService, private readonly numbers: Numbers, private readonly clock: Clock,
  ) {}

  /** Whether a page still shows its posts to this person: a closed one does for a while, and to its team. */
  readable(creator: CreatorWithPictures, door: Door): boolean {
    return door.viewer.staff || isReadable(creator, this.clock.now());
  }

  async creator(creator: CreatorWithPictures, door: Door, before: Cursor | null = null, preview: PreviewView | null = null): Promise<Static<typeof CreatorPage>> {
    const readable = this.readable(creator, door);
    const [tiers, pinned, found, collections, extras] = await Promise.all([
      this.tiers.ofCreator(creator.id), before || !readable ? [] : this.reading.pinned(creator.id), readable ? this.reading.from(creator.id, before, SIZE + 1) : [],
      readable ? this.collections.ofCreator(creator.id) : [], this.extras.of(creator.id),
    ]);
    const { lines, older } = pageOf(found, SIZE, creatorUrl(creator));
    const posts = lines.filter((line) => !pinned.some((one) => one.id === line.id)).map((line) => postRow(line, creator, door));
    const onSale = tiers.filter((tier) => !creator.closedAt && isListed(tier));
    const joinable = !door.viewer.staff && !tiers.some((tier) => tier.paid && door.held().some((held) => held.id === tier.id));
    const cheapest = onSale.flatMap((tier) => tier.price ?? []).sort((a, b) => a.amount - b.amount)[0];
    return {
      creator: creatorView(creator), tiers: onSale.map(tierView), pinned: pinned.map((line) => postRow(line, creator, door)), posts, older,
      collections: collections.filter((one) => one.count > 0).map((one) => ({ title: one.title, url: `${creatorUrl(creator)}/collections/${one.slug}` })),
      standing: standingView(door), joinFrom: cheapest && joinable ? { amount: cheapest.amount, currency: cheapest.currency } : null,
      closedCount: posts.filter((post) => !post.open).length,
      closed: creator.closedAt && { at: creator.closedAt.toISOString(), readableUntil: creator.readableUntil?.toISOString() ?? null, farewell: extras.farewell },
      links: extras.links.map(pageLink), numbers: await this.numbers.shown(creator.id, extras.shownNumbers), preview,
    };
  }

  async post(spread: Spread, door: Door, reader: string | null, more: PostLine[], preview: PreviewView | null = null): Promise<Static<typeof PostPage>> {
    const { creator, post } = spread;
    // Prices are asked for only where somebody may want to pay one.
    const tiers = door.decide(post).open ? [] : await this.tiers.ofCreator(creator.id);
    return {
      creator: creatorView(creator), post: postView(spread, door, tiers), standing: standingView(door), more: more.map((line) => postRow(line, creator, door)), reader, preview,
    };
  }

  /** The posts of a tag; null for one that no published post has. */
  async tag(creator: CreatorWithPictures, door: Door, key: string, before: Cursor | null): Promise<Static<typeof ShelfPage> | null> {
    const url = `${creatorUrl(creator)}/tags/${encodeURIComponent(key)}`;
    const found = !this.readable(creator, door) ? [] : await this.reading.tagged(creator.id, key, before, SIZE + 1);
    if (found.length === 0 && !before) return null;
    const { lines, older } = pageOf(found, SIZE, url);
    return {
      creator: creatorView(creator), standing: standingView(door), posts: lines.map((line) => postRow(line, creator, door)), older,
      shelf: { kind: 'tag', title: found[0]?.tag ?? key, about: '', url },
    };
  }

  /** The posts of a collection in its order; null for one that is not there. */
  async collection(creator: CreatorWithPictures, door: Door, slug: string, page: number): Promise<Static<typeof ShelfPage> | null> {
    const collection = await this.collections.bySlug(creator.id, slug);
    if (!collection) return null;
    const url = `${creatorUrl(creator)}/collections/${collection.slug}`;
    const lines = !this.readable(creator, door) ? [] : await this.reading.collected(collection.id, (page - 1) * SIZE, SIZE + 1);
    return {
      creator: creatorView(creator), standing: standingView(door), posts: lines.slice(0, SIZE).map((line) => postRow(line, creator, door)),
      older: lines.length > SIZE ? `${url}?page=${page + 1}` : null, shelf: { kind: 'collection', title: collection.title, about: collection.about, url },
    };
  }
}
