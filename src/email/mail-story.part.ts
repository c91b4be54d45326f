import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { Stories, type StoryLine } from '../access/index.js';

/** Which mails of a page went to a member; that they asked for a smaller price is no part of their story. */
@Injectable()
export class MailStory implements OnModuleInit {
  constructor(private readonly stories: Stories, private readonly db: Database) {}

  onModuleInit(): void {
    this.stories.register((...asked) => this.tell(...asked));
  }

  private async tell(creatorId: string, accountId: string, most: number): Promise<StoryLine[]> {
    const mails = await this.db.sql<{ at: Date; title: string | null }>(
      'story.mails',
      `select m.submitted_at as at, p.title from mail m left join post p on m.kind = 'new-post' and p.id::text = m.subject_id
       where m.creator_id = $1 and m.account_id = $2 and m.submitted_at is not null and m.kind not in ('let-in', 'not-let-in') order by m.submitted_at desc limit $3`,
      [creatorId, accountId, most],
    );
    return mails.map(({ at, title }) => ({ at, kind: title ? 'mailPost' : 'mail', values: { title: title ?? '' } }));
  }
}
