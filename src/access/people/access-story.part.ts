import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { Stories, type StoryLine } from './stories.service.js';

/** How somebody came, paid, changed and left: from the one log of deeds. */
@Injectable()
export class AccessStory implements OnModuleInit {
  constructor(private readonly stories: Stories, private readonly db: Database) {}

  onModuleInit(): void {
    this.stories.register((...asked) => this.tell(...asked));
  }

  private async tell(creatorId: string, accountId: string, most: number): Promise<StoryLine[]> {
    const deeds = await this.db.sql<{ at: Date; kind: string; tier: string | null }>(
      'story.deeds',
      `select s.at, s.kind, t.name as tier from signal s left join tier t on t.id::text = s.subject
       where s.creator_id = $1 and s.account_id = $2 order by s.at desc limit $3`,
      [creatorId, accountId, most],
    );
    const given = await this.db.sql<{ at: Date; tier: string; note: string | null }>(
      'story.given',
      `select g.valid_from as at, t.name as tier, g.note from access_grant g join tier t on t.id = g.tier_id
       where g.creator_id = $1 and g.account_id = $2 and g.reason = 'complimentary' order by g.valid_from desc limit $3`,
      [creatorId, accountId, most],
    );
    return [
      ...deeds.map(({ at, kind, tier }) => ({ at, kind: tier ? `${kind}Tier` : kind, values: { tier: tier ?? '' } })),
      ...given.map(({ at, tier, note }) => ({ at, kind: note ? 'givenNote' : 'given', values: { tier, note: note ?? '' } })),
    ];
  }
}
