import { Injectable } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { CREATOR_JSON, creatorFrom, type CreatorJson, type CreatorWithPictures } from '../members/index.js';
import type { CoverRow } from './media/picture.view.js';
import type { Post } from './post.entity.js';

/** A post as lists need it: everything but its texts. */
export type PostLine = Pick<Post, 'id' | 'creatorId' | 'slug' | 'title' | 'standfirst' | 'audience' | 'steps' | 'minutes' | 'publishedAt'> & { cover: CoverRow | null };

const LINE = `p.id, p.creator_id as "creatorId", p.slug, p.title, p.standfirst, p.audience, p.steps, p.minutes, p.published_at as "publishedAt",
  (select json_build_object('id', q.id, 'width', q.width, 'height', q.height, 'widths', q.widths, 'alt', q.alt, 'caption', q.caption, 'open', q.open)
    from post_picture q where q.id = p.cover_id) as cover`;

export interface Spread {
  creator: CreatorWithPictures;
  post: PostLine & Pick<Post, 'teaser' | 'teaserHtml' | 'body' | 'bodyHtml' | 'minutesLeft'>;
}

/** The hot reads: named statements, published posts only. */
@Injectable()
export class Reading {
  constructor(private readonly db: Database) {}

  /** A post and its page in one statement; null for what is not published, as for what is not there. */
  async spread(handle: string, slug: string): Promise<Spread | null> {
    const [row] = await this.db.sql<{ creator: CreatorJson } & Spread['post']>(
      'reading.spread',
      `select ${CREATOR_JSON} as creator, ${LINE}, p.teaser, p.teaser_html as "teaserHtml", p.body, p.body_html as "bodyHtml", p.minutes_left as "minutesLeft"
       from creator c join post p on p.creator_id = c.id
       where c.handle_key = $1 and p.slug = $2 and p.published_at is not null`,
      [handle.toLowerCase(), slug],
    );
    if (!row) return null;
    const { creator, ...post } = row;
    return { creator: creatorFrom(creator), post };
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

  /** The newest posts of several creators together. */
  async newestOf(creatorIds: string[], limit: number): Promise<PostLine[]> {
    return this.db.sql<PostLine>(
      'reading.newestOf',
      `select ${LINE} from unnest($1::uuid[]) as one (id) cross join lateral (
         select * from post q where q.creator_id = one.id and q.published_at is not null order by q.published_at desc limit $2) p
       order by p.published_at desc limit $2`,
      [creatorIds, limit],
    );
  }
}
