import { Injectable } from '@nestjs/common';
import { Clock, Database, NotFound } from '../../platform/index.js';
import { PostVersion } from './post-version.entity.js';

export type Words = Pick<PostVersion, 'title' | 'standfirst' | 'teaser' | 'body'>;
export type VersionLine = Pick<PostVersion, 'id' | 'savedAt' | 'title' | 'aside'> & { authorName: string | null; characters: number };

/** Every version of a post that was ever saved. */
@Injectable()
export class History {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** Keeps words, in the transaction at hand. */
  async keep(postId: string, authorId: string, { title, standfirst, teaser, body }: Words, aside = false): Promise<void> {
    await this.db.repo(PostVersion).insert({ postId, authorId, savedAt: this.clock.now(), title, standfirst, teaser, body, aside });
  }

  /** Newest first. */
  async ofPost(postId: string): Promise<VersionLine[]> {
    return this.db.sql<VersionLine>(
      'history.ofPost',
      `select v.id, v.saved_at as "savedAt", v.title, v.aside, a.name as "authorName", length(v.teaser) + length(v.body) as characters
       from post_version v left join account a on a.id = v.author_id where v.post_id = $1 order by v.saved_at desc, v.id limit 500`,
      [postId],
    );
  }

  /** @throws NotFound for a version of another post */
  async version(postId: string, id: string): Promise<PostVersion> {
    const found = await this.db.repo(PostVersion).findOneBy({ id, postId });
    if (!found) throw new NotFound();
    return found;
  }
}
