import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database } from '../../platform/index.js';
import type { Act, Detail } from './acts.js';

export interface AuditEntry {
  id: string;
  at: Date;
  act: Act;
  actorId: string | null;
  /** Null for an account that is gone, and for what the house did by itself. */
  actorName: string | null;
  subject: string | null;
  /** The name of the account that it was done to, or the address that was invited, while there is one. */
  subjectName: string | null;
  detail: Detail;
}

export interface AuditFilter {
  person: string | null;
  act: string | null;
  /** Entries older than this id. */
  before: string | null;
}

const LINE = 'e.id, e.at, e.act, e.actor_id as "actorId", a.name as "actorName", e.subject, coalesce(s.name, i.address) as "subjectName", e.detail';
const PEOPLE = `left join account a on a.id = e.actor_id
  left join account s on s.id = case when e.subject ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then e.subject::uuid end
  left join team_invitation i on i.id = case when e.subject ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then e.subject::uuid end`;

/** What staff did to money, people and settings. Only ever added to: a trigger refuses the rest. */
@Injectable()
export class Audit {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /**
   * Writes one line, in the transaction at hand.
   * @param actor null when the house acts by itself
   * @param creatorId null for what concerns the whole install
   * @param subject the id of what it was done to: an account, a tier, a post
   */
  async note(actor: Pick<Actor, 'accountId'> | null, creatorId: string | null, act: Act, subject: string | null, detail: Detail = {}): Promise<void> {
    await this.db.sql(
      'audit.note',
      'insert into audit_entry (creator_id, actor_id, act, subject, detail, at) values ($1, $2, $3, $4, $5, $6)',
      [creatorId, actor?.accountId ?? null, act, subject, JSON.stringify(detail), this.clock.now()],
    );
  }

  /** Does something and writes its line, both or neither. */
  async noted<T>(
    actor: Pick<Actor, 'accountId'> | null, creatorId: string | null, act: Act, work: () => Promise<T>, about: (result: T) => [subject: string, detail?: Detail],
  ): Promise<T> {
    return this.db.inTransaction(async () => {
      const result = await work();
      await this.note(actor, creatorId, act, ...about(result));
      return result;
    });
  }

  /** The lines of all pages and of the install itself, newest first. */
  async ofInstall(before: string | null, limit: number): Promise<(AuditEntry & { handle: string | null })[]> {
    return this.db.sql(
      'audit.ofInstall',
      `select ${LINE}, c.handle from audit_entry e left join creator c on c.id = e.creator_id ${PEOPLE}
       where $1::bigint is null or e.id < $1 order by e.id desc limit $2`,
      [before, limit],
    );
  }

  /** A page's lines, newest first. */
  async ofPage(creatorId: string, { person, act, before }: AuditFilter, limit: number): Promise<AuditEntry[]> {
    return this.db.sql<AuditEntry>(
      'audit.ofPage',
      `select ${LINE} from audit_entry e ${PEOPLE}
       where e.creator_id = $1 and ($2::uuid is null or e.actor_id = $2) and ($3::text is null or e.act = $3) and ($4::bigint is null or e.id < $4)
       order by e.id desc limit $5`,
      [creatorId, person, act, before, limit],
    );
  }

  /** Everyone who ever did something on a page, those who are gone too (without a name). */
  async peopleOf(creatorId: string): Promise<{ id: string; name: string | null }[]> {
    return this.db.sql(
      'audit.people',
      `select p.id, a.name from (select distinct actor_id as id from audit_entry where creator_id = $1 and actor_id is not null) p
       left join account a on a.id = p.id order by a.name nulls last`,
      [creatorId],
    );
  }
}
