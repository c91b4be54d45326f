import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type Actor, Clock, Conflict, Database, Limits, NotFound } from '../../platform/index.js';
import { Audit } from '../../members/index.js';
import type { PostLine } from '../reading.query.js';
import type { ReportDto, ResolutionDto } from './report.dto.js';
import { Report } from './report.entity.js';

const DAY_S = 86_400;

export type ReportLine = Report & { handle: string; creatorName: string; slug: string | null; reporterName: string | null };

/** What people told the operator, and what came of it. */
@Injectable()
export class Reports {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly limits: Limits, private readonly audit: Audit) {}

  /** @throws TooMany: fewer for who does not sign in, and a bound on all of those together */
  async make(actor: Actor | null, ip: string, post: PostLine, wanted: ReportDto): Promise<void> {
    if (actor) await this.limits.take(`report ${actor.accountId}`, 10, DAY_S);
    else {
      await this.limits.take(`report ip ${ip}`, 3, DAY_S);
      await this.limits.take('report unnamed', 200, DAY_S);
    }
    await this.db.repo(Report).insert({
      postId: post.id, creatorId: post.creatorId, reporterId: actor?.accountId ?? null, title: post.title, reason: wanted.reason, words: (wanted.words ?? '').trim(),
      createdAt: this.clock.now(), resolvedAt: null, resolvedBy: null, outcome: null,
    });
  }

  /** How many wait for an answer. */
  async openCount(): Promise<number> {
    return this.db.repo(Report).countBy({ resolvedAt: IsNull() });
  }

  /** Open ones oldest first, then those resolved last. */
  async list(): Promise<{ open: ReportLine[]; resolved: ReportLine[] }> {
    const line = `r.id, r.post_id as "postId", r.creator_id as "creatorId", r.reporter_id as "reporterId", r.title, r.reason, r.words, r.created_at as "createdAt",
      r.resolved_at as "resolvedAt", r.resolved_by as "resolvedBy", r.outcome, r.note, c.handle, c.name as "creatorName", p.slug, a.name as "reporterName"
      from post_report r join creator c on c.id = r.creator_id left join post p on p.id = r.post_id left join account a on a.id = r.reporter_id`;
    const [open, resolved] = await Promise.all([
      this.db.sql<ReportLine>('reports.open', `select ${line} where r.resolved_at is null order by r.created_at limit 200`),
      this.db.sql<ReportLine>('reports.resolved', `select ${line} where r.resolved_at is not null order by r.resolved_at desc limit 50`),
    ]);
    return { open, resolved };
  }

  /** @throws NotFound for none of ours; Conflict when somebody resolved it meanwhile */
  async resolve(actor: Actor, id: string, wanted: ResolutionDto): Promise<void> {
    await this.db.inTransaction(async () => {
      const report = await this.db.repo(Report).findOneBy({ id });
      if (!report) throw new NotFound();
      const saved = await this.db.repo(Report).update(
        { id, resolvedAt: IsNull() }, { resolvedAt: this.clock.now(), resolvedBy: actor.accountId, outcome: wanted.outcome, note: (wanted.note ?? '').trim() },
      );
      if (saved.affected === 0) throw new Conflict();
      await this.audit.note(actor, null, 'reportResolved', report.postId, { title: report.title, outcome: wanted.outcome });
    });
  }
}
