import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../platform/index.js';
import { audienceAt, Guarded } from '../access/index.js';

/** Tells how many published posts stand behind which audience. */
@Injectable()
export class GuardedPosts {
  constructor(private readonly db: Database, private readonly clock: Clock, guarded: Guarded) {
    guarded.register((creatorId) => this.ofCreator(creatorId));
  }

  private async ofCreator(creatorId: string) {
    const rows = await this.db.sql<{ audience: unknown; steps: unknown; count: number }>(
      'posts.guarded', 'select audience, steps, count(*)::int as count from post where creator_id = $1 and published_at is not null group by audience, steps', [creatorId],
    );
    const now = this.clock.now();
    return rows.map((row) => ({ audience: audienceAt(row, now), count: row.count }));
  }
}
