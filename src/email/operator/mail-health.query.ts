import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, Jobs, plusMs } from '../../platform/index.js';

export interface MailHealth {
  /** Owed and not yet taken by the mail server, and how long the oldest has been due. */
  waiting: number;
  oldestSeconds: number;
  /** In the last 24 hours: taken by the server (which is not yet delivered), refused for good, and tried in vain so far. */
  submitted: number;
  refused: number;
  failing: number;
}

export interface TroubledMail {
  id: string;
  kind: string;
  name: string | null;
  createdAt: Date;
  attempts: number;
  dueAt: Date | null;
  /** What the server said, as a number or a code: its words name people. */
  reason: string;
  refused: boolean;
}

const REFUSED = "skipped like 'refused%'";

/** How mail goes out. */
@Injectable()
export class MailHealths {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs) {}

  async health(): Promise<MailHealth> {
    const now = this.clock.system();
    const [row] = await this.db.sql<Omit<MailHealth, 'oldestSeconds'> & { oldest: Date | null }>(
      'mailHealth.state',
      `select w.waiting, w.failing, w.oldest, d.submitted, d.refused
       from (select count(*)::int as waiting, (count(*) filter (where error is not null))::int as failing, min(created_at) as oldest
               from mail where submitted_at is null and skipped is null) as w,
            (select (count(*) filter (where submitted_at is not null))::int as submitted, (count(*) filter (where ${REFUSED}))::int as refused
               from mail where created_at > $1 and (submitted_at is not null or ${REFUSED})) as d`,
      [plusMs(now, -DAY)],
    );
    const { oldest, ...counts } = row!;
    return { ...counts, oldestSeconds: oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0 };
  }

  /** Mails that do not come through: refused ones of the last week, and those that are tried again. */
  async troubled(limit: number): Promise<TroubledMail[]> {
    return this.db.sql<TroubledMail>(
      'mailHealth.troubled',
      `select m.id, m.kind, a.name, m.created_at as "createdAt", m.attempts, case when m.skipped is null then m.due_at end as "dueAt", coalesce(m.skipped, m.error, '') as reason,
         m.skipped is not null as refused
       from mail m left join account a on a.id = m.account_id
       where m.submitted_at is null and ((m.skipped is null and m.error is not null) or (m.${REFUSED} and m.created_at > $1))
       order by m.created_at desc limit $2`,
      [plusMs(this.clock.system(), -7 * DAY), limit],
    );
  }

  /** Lets a mail be submitted at once, a refused one too. @returns its kind, or null when there is nothing to send again */
  async tryAgain(id: string): Promise<string | null> {
    const [row] = await this.db.sql<{ kind: string }>(
      'mailHealth.tryAgain',
      `update mail set skipped = null, error = null, due_at = created_at, attempts = 0 where id = $1 and submitted_at is null and (error is not null or ${REFUSED}) returning kind`,
      [id],
    );
    if (row) await this.jobs.add('email.deliver', {}, { key: 'email.deliver' });
    return row?.kind ?? null;
  }
}
