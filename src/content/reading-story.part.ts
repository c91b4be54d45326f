import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { Stories, type StoryLine } from '../access/index.js';

/** What a member read, a line for each post and day. */
@Injectable()
export class ReadingStory implements OnModuleInit {
  constructor(private readonly stories: Stories, private readonly db: Database) {}

  onModuleInit(): void {
    this.stories.register((...asked) => this.tell(...asked));
  }

  private async tell(creatorId: string, accountId: string, most: number): Promise<StoryLine[]> {
    const reads = await this.db.sql<{ at: Date; title: string }>(
      'story.reads',
      `select r.at, p.title from read_signal r join post p on p.id = r.post_id where r.creator_id = $1 and r.account_id = $2 order by r.day desc, r.at desc limit $3`,
      [creatorId, accountId, most],
    );
    return reads.map(({ at, title }) => ({ at, kind: 'read', values: { title } }));
  }
}
