import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../../platform/index.js';

/** One request as whoever answers it reads it. */
export interface RequestLine {
  id: string;
  accountId: string;
  name: string;
  /** Whether they are a member now, and have a sheet. */
  member: boolean;
  /** The highest tier that they hold now. */
  holds: string | null;
  words: string;
  askedAt: Date;
  answeredAt: Date | null;
  tier: string | null;
  says: string | null;
}

const LINE = `select r.id, r.account_id as "accountId", a.name, r.words, r.asked_at as "askedAt", r.answered_at as "answeredAt", r.says, t.name as tier,
  exists (select 1 from membership m where m.account_id = r.account_id and m.creator_id = r.creator_id and m.ended_at is null) as member,
  (select h.name from access_grant g join tier h on h.id = g.tier_id where g.account_id = r.account_id and g.creator_id = r.creator_id
     and g.valid_from <= $2 and (g.valid_until is null or g.valid_until > $2) order by h.position desc limit 1) as holds
  from tier_request r join account a on a.id = r.account_id left join tier t on t.id = r.tier_id where r.creator_id = $1 and r.closed_at is null`;

/** Who asks a page to be let in, and who was answered. */
@Injectable()
export class Requests {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** Those that wait, oldest first; then the newest answered. */
  async ofPage(creatorId: string): Promise<{ waiting: RequestLine[]; answered: RequestLine[] }> {
    const values = [creatorId, this.clock.now()];
    const [waiting, answered] = await Promise.all([
      this.db.sql<RequestLine>('requests.waiting', `${LINE} and r.answered_at is null order by r.asked_at limit 200`, values),
      this.db.sql<RequestLine>('requests.answered', `${LINE} and r.answered_at is not null order by r.answered_at desc limit 100`, values),
    ]);
    return { waiting, answered };
  }

  /** How many wait for an answer; null where nothing can be asked for and nobody has. */
  async count(creatorId: string): Promise<number | null> {
    const [row] = await this.db.sql<{ waiting: number; any: boolean }>(
      'requests.count',
      `select (select count(*)::int from tier_request where creator_id = $1 and closed_at is null and answered_at is null) as waiting,
         exists (select 1 from tier where creator_id = $1 and on_request_at is not null and archived_at is null)
           or exists (select 1 from tier_request where creator_id = $1 and closed_at is null) as "any"`,
      [creatorId],
    );
    return row!.any ? row!.waiting : null;
  }
}
