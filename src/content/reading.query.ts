import { Injectable } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { CREATOR_JSON, creatorFrom, type CreatorJson, type CreatorWithPictures } from '../members/index.js';
import type { Cursor } from './cursor.js';
import type { CoverRow } from './media/picture.view.js';
import type { Post } from './post.entity.js';

/** A post as lists need it: everything but its texts. */
export type PostLine = Pick<Post, 'id' | 'creatorId' | 'slug' | 'title' | 'standfirst' | 'audience' | 'steps' | 'minutes' | 'publishedAt' | 'adult'> & { cover: CoverRow | null };

/** Columns of a post `p` as lists need it. */
export const LINE = `p.id, p.creator_id as "creatorId", p.slug, p.title, p.standfirst, p.audience, p.steps, p.minutes, p.published_at as "publishedAt",
  (p.adult or exists (select 1 from creator w where w.id = p.creator_id and w.adult)) as adult,
  (select json_build_object('id', q.id, 'width', q.width, 'height', q.height, 'widths', q.widths, 'alt', q.alt, 'caption', q.caption, 'open', q.open)
    from post_picture q where q.id = p.cover_id) as cover`;
const TEXTS = `p.teaser, p.teaser_html as "teaserHtml", p.body, p.body_html as "bodyHtml", p.minutes_left as "minutesLeft", p.updated_at as "updatedAt",
  p.tags, p.tag_keys as "tagKeys",
  (select coalesce(json_agg(json_build_object('slug', k.slug, 'title', k.title) order by k.title), '[]')
    from collection_post i join collection k on k.id = i.collection_id where i.post_id = p.id) as collections`;

/** A post with its texts. */
export type PostText = PostLine & Pick<Post, 'teaser' | 'teaserHtml' | 'body' | 'bodyHtml' | 'minutesLeft' | 'updatedAt' | 'tags' | 'tagKeys'>
  & { collections: { slug: string; title: string }[] };

export interface Spread {
  creator: CreatorWithPictures;
  post: PostText;
}

/** The hot reads: named statements, published posts only unless it says otherwise. */
@Injectable()
export class Reading {
  constructor(private readonly db: Database) {}

  /** A post and its page in one statement; null for what is not published, as for what is not there. */
  async spread(handle: string, slug: string): Promise<Spread | null> {
    const [row] = await this.db.sql<{ creator: CreatorJson } & PostText>(
      'reading.spread',
      `select ${CREATOR_JSON} as creator, ${LINE}, ${TEXTS}
       from creator c join post p on p.creator_id = c.id
       where c.handle_key = $1 and p.slug = $2 and p.published_at is not null`,
      [handle.toLowerCase(), slug],
    );
    if (!row) return null;
    const { creator, ...post } = row;
    return { creator: creatorFrom(creator), post };
  }

  /** Where a published post stands now that had this address before. */
  async renamed(handle: string, slug: string): Promise<string | null> {
    const [row] = await this.db.sql<{ path: string }>(
      'reading.renamed',
      `select '/@' || c.handle || '/posts/' || p.slug as path from creator c join post_slug s on s.creator_id = c.id join post p on p.id = s.post_id
       where c.handle_key = $1 and s.slug = $2 and p.published_at is not null`,
      [handle.toLowerCase(), slug],
    );
    return row?.path ?? null;
  }

  /** A post of any state, for its own team. */
  async text(creatorId: string, id: string): Promise<PostText | null> {
    const [row] = await this.db.sql<PostText>('reading.text', `select ${LINE}, ${TEXTS} from post p where p.creator_id = $1 and p.id = $2`, [creatorId, id]);
    return row ?? null;
  }

  /** A creator's newest posts with their texts, for feeds. */
  async newestTexts(creatorId: string, limit: number): Promise<PostText[]> {
    return this.db.sql<PostText>(
      'reading.newestTexts', `select ${LINE}, ${TEXTS} from post p where p.creator_id = $1 and p.published_at is not null order by p.published_at desc, p.id desc limit $2`, [creatorId, limit],
    );
  }

  /** A creator's newest posts, one of them left out. */
  async newest(creatorId: string, limit: number, without: string | null = null): Promise<PostLine[]> {
    return this.db.sql<PostLine>(
      'reading.newest',
      `select ${LINE} from post p where p.creator_id = $1 and p.published_at is not null and ($3::uuid is null or p.id <> $3)
       order by p.published_at desc limit $2`,
      [creatorId, limit, without],
    );
  }

  /** A creator's posts from a place in the list on, newest first. */
  async from(creatorId: string, before: Cursor | null, limit: number): Promise<PostLine[]> {
    return this.db.sql<PostLine>(
      'reading.from',
      `select ${LINE} from post p where p.creator_id = $1 and p.published_at is not null and ($2::timestamptz is null or (p.published_at, p.id) < ($2, $3::uuid))
       order by p.published_at desc, p.id desc limit $4`,
      [creatorId, before?.at ?? null, before?.id ?? null, limit],
    );
  }

  /** Those of a tag. */
  async tagged(creatorId: string, key: string, before: Cursor | null, limit: number): Promise<(PostLine & { tag: string })[]> {
    return this.db.sql<PostLine & { tag: string }>(
      'reading.tagged',
      `select ${LINE}, p.tags[array_position(p.tag_keys, $5)] as tag from post p
       where p.creator_id = $1 and p.published_at is not null and p.tag_keys @> array[$5] and ($2::timestamptz is null or (p.published_at, p.id) < ($2, $3::uuid))
       order by p.published_at desc, p.id desc limit $4`,
      [creatorId, before?.at ?? null, before?.id ?? null, limit, key],
    );
  }

  /** Those of a collection, in its order. */
  async collected(collectionId: string, skip: number, limit: number): Promise<PostLine[]> {
    return this.db.sql<PostLine>(
      'reading.collected',
      `select ${LINE} from collection_post i join post p on p.id = i.post_id where i.collection_id = $1 and p.published_at is not null
       order by i.position, p.id offset $2 limit $3`,
      [collectionId, skip, limit],
    );
  }

  /** Those that stand above the others, the last pinned first. */
  async pinned(creatorId: string): Promise<PostLine[]> {
    return this.db.sql<PostLine>(
      'reading.pinned', `select ${LINE} from post p where p.creator_id = $1 and p.published_at is not null and p.pinned_at is not null order by p.pinned_at desc limit 3`, [creatorId],
    );
  }

  /** The newest posts of several creators together. */
  async newestOf(creatorIds: string[], before: Cursor | null, limit: number): Promise<PostLine[]> {
    return this.db.sql<PostLine>(
      'reading.newestOf',
      `select ${LINE} from unnest($1::uuid[]) as one (id) cross join lateral (
         select * from post q where q.creator_id = one.id and q.published_at is not null and ($3::timestamptz is null or (q.published_at, q.id) < ($3, $4::uuid))
         order by q.published_at desc, q.id desc limit $2) p
       order by p.published_at desc, p.id desc limit $2`,
      [creatorIds, limit, before?.at ?? null, before?.id ?? null],
    );
  }
}
