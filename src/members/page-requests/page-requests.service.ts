import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { type Actor, Clock, Conflict, Database, DomainError, Events, Limits, NotFound } from '../../platform/index.js';
import { Account } from '../account.entity.js';
import { Audit } from '../audit/audit.service.js';
import type { PageRequestDto } from '../creator.dto.js';
import { Creators } from '../creators.service.js';
import { PageDecided, PageRequested } from './events.js';
import { PageRequest } from './page-request.entity.js';

export type PageRequestWithPerson = PageRequest & { person: Account | null };

const MOST_OPEN = 3;

/** Asking the operator for a page, and the answer. */
@Injectable()
export class PageRequests {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly creators: Creators,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** What somebody asked for, newest first. */
  async ofAccount(accountId: string): Promise<PageRequest[]> {
    return this.db.repo(PageRequest).find({ where: { accountId }, order: { askedAt: 'desc' }, take: 20 });
  }

  async byId(id: string): Promise<PageRequest | null> {
    return this.db.repo(PageRequest).findOneBy({ id });
  }

  /** Those that wait for an answer, oldest first, then the newest answered. */
  async all(): Promise<PageRequestWithPerson[]> {
    const repo = this.db.repo(PageRequest);
    const [open, decided] = [await repo.find({ where: { decidedAt: IsNull() }, order: { askedAt: 'asc' }, take: 200 }), await repo.createQueryBuilder('r').where('r.decided_at is not null').orderBy('r.decided_at', 'DESC').take(50).getMany()];
    const found = [...open, ...decided];
    const people = found.length ? await this.db.repo(Account).findBy({ id: In(found.map((one) => one.accountId)) }) : [];
    return found.map((one) => Object.assign(one, { person: people.find((person) => person.id === one.accountId) ?? null }));
  }

  /** @throws InvalidInput for a handle that cannot be had; DomainError when three wait already */
  async ask(actor: Actor, wanted: PageRequestDto): Promise<PageRequest> {
    await this.limits.take(`page requests ${actor.accountId}`, 10, 86_400);
    await this.creators.requireFree(wanted.handle);
    if (await this.db.repo(PageRequest).countBy({ accountId: actor.accountId, decidedAt: IsNull() }) >= MOST_OPEN) throw new DomainError('many_page_requests', 409);
    const askedAt = this.clock.now();
    return this.db.inTransaction(async () => {
      const inserted = await this.db.repo(PageRequest).createQueryBuilder().insert().values({
        accountId: actor.accountId, name: wanted.name.trim(), handle: wanted.handle, handleKey: wanted.handle.toLowerCase(), language: wanted.language, why: wanted.why.trim(),
        askedAt, decidedAt: null, decidedBy: null, approved: null, sentence: null, creatorId: null,
      }).orIgnore().returning('id').execute();
      const [row] = inserted.raw as { id: string }[];
      if (!row) throw new Conflict('handle_asked_for');
      await this.events.publish(new PageRequested(row.id));
      return (await this.byId(row.id))!;
    });
  }

  /**
   * Answers a request, once; yes opens the page, with who asked as its owner.
   * @throws NotFound without one that waits; InvalidInput when its handle was taken meanwhile
   */
  async decide(actor: Actor, id: string, approved: boolean, sentence: string): Promise<void> {
    const decidedAt = this.clock.now();
    await this.db.inTransaction(async () => {
      const request = await this.db.repo(PageRequest).findOne({ where: { id, decidedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
      if (!request) throw new NotFound();
      const creator = approved ? await this.creators.open(request.accountId, request) : null;
      await this.db.repo(PageRequest).update({ id }, {
        decidedAt, decidedBy: actor.accountId, approved, sentence: sentence.trim() || null, creatorId: creator?.id ?? null,
      });
      await this.audit.note(actor, creator?.id ?? null, approved ? 'pageApproved' : 'pageDeclined', request.accountId, { page: request.name });
      await this.events.publish(new PageDecided(id));
    });
  }
}
