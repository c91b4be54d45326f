import { Injectable } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { Guarded, readAudience } from '../access/index.js';

/** Tells how many published posts stand behind which audience. */
@Injectable()
export class GuardedPosts {
  constructor(private readonly db: Database, guarded: Guarded) {
    guarded.register((creatorId) => this.ofCreator(creatorId));
  }

  private async ofCreator(creatorId: string) {
    const rows = await this.db.sql<{ audience: unknown; count: number }>(
      'posts.guarded', 'select audience, count(*)::int as count from post where creator_id = $1 and published_at is not null group by audience', [creatorId],
    );
    return rows.map(({ audience, count }) => ({ audience: readAudience(audience), count }));
  }
}
