import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type Actor, Clock, Conflict, Database, DomainError, Events, InvalidInput, Limits, NotFound } from '../../platform/index.js';
import { Audit, type CreatorWithPictures, requireOpen } from '../../members/index.js';
import { Tiers, type TierWithPrice } from '../../tiers/index.js';
import { TierRequestAnswered } from '../events.js';
import { againAt, onRequest, stateOf } from './asking.js';
import { TierRequest } from './tier-request.entity.js';

const DAY_S = 86_400;

/** Asking a page for a tier that is on request, and its answer. */
@Injectable()
export class TierRequests {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tiers: Tiers,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** Somebody's live request to a page; null without one. */
  async find(accountId: string, creatorId: string): Promise<TierRequest | null> {
    return this.db.repo(TierRequest).findOneBy({ accountId, creatorId, closedAt: IsNull() });
  }

  async byId(id: string): Promise<TierRequest | null> {
    return this.db.repo(TierRequest).findOneBy({ id });
  }

  /** The tiers of a page that can be asked for. @throws NotFound where there is none */
  async askable(creatorId: string): Promise<TierWithPrice[]> {
    const tiers = onRequest(await this.tiers.ofCreator(creatorId));
    if (tiers.length === 0) throw new NotFound();
    return tiers;
  }

  /**
   * Asks a page, with words or without.
   * @throws NotFound where nothing can be asked for; Conflict `asked_already`, `let_in_already`; DomainError `asked_lately` soon after a `not now`; TooMany
   */
  async ask(actor: Actor, creator: CreatorWithPictures, words: string): Promise<void> {
    requireOpen(creator);
    await this.askable(creator.id);
    await this.limits.take(`ask ${actor.accountId}`, 10, DAY_S);
    await this.limits.take(`ask page ${creator.id}`, 1000, DAY_S);
    const askedAt = this.clock.now();
    await this.db.inTransaction(async () => {
      const before = await this.find(actor.accountId, creator.id);
      const state = stateOf(before);
      if (state === 'letIn') throw new Conflict('let_in_already');
      if (state === 'notNow' && againAt(before!.answeredAt!) > askedAt) throw new DomainError('asked_lately', 409);
      if (state === 'notNow') await this.db.repo(TierRequest).delete({ id: before!.id });
      const inserted = await this.db.repo(TierRequest).createQueryBuilder().insert().values({
        accountId: actor.accountId, creatorId: creator.id, words: words.trim(), askedAt, toldAt: null, answeredAt: null, answeredBy: null, tierId: null, says: null, closedAt: null,
      }).orIgnore().returning('id').execute();
      if ((inserted.raw as unknown[]).length === 0) throw new Conflict('asked_already');
    });
  }

  /** Takes back a request that waits, and its words with it; without one nothing changes. */
  async withdraw(actor: Actor, creatorId: string): Promise<void> {
    await this.db.repo(TierRequest).delete({ accountId: actor.accountId, creatorId, answeredAt: IsNull() });
  }

  /**
   * Lets somebody in: the tier is sold to them from now on, for as long as the door stays open. A `not now` can become this.
   * @param tierId null for the only tier there is to be let in to
   * @throws NotFound without such a request, Conflict `answered_already` for one who is in; InvalidInput without a choice where there is one
   */
  async letIn(actor: Actor, creator: CreatorWithPictures, id: string, tierId: string | null, says: string): Promise<void> {
    const askable = await this.askable(creator.id);
    const tier = tierId === null && askable.length === 1 ? askable[0]! : askable.find((one) => one.id === tierId);
    if (!tier) throw new InvalidInput({ tierId: { rule: 'isIn' } });
    await this.answer(actor, creator.id, id, ['waiting', 'notNow'], { tierId: tier.id, says: says.trim() || null, words: '' });
  }

  /** Says not now, with words or without. @throws NotFound without such a request, Conflict `answered_already` */
  async notNow(actor: Actor, creator: CreatorWithPictures, id: string, says: string): Promise<void> {
    await this.answer(actor, creator.id, id, ['waiting'], { tierId: null, says: says.trim() || null });
  }

  /** Sells them the tier no more; whoever is in it stays as they are. @throws NotFound without such a request, Conflict `answered_already` for one who was not let in */
  async close(actor: Actor, creator: CreatorWithPictures, id: string): Promise<void> {
    await this.db.inTransaction(async () => {
      const request = await this.locked(creator.id, id);
      if (stateOf(request) !== 'letIn') throw new Conflict('answered_already');
      await this.db.repo(TierRequest).update({ id }, { closedAt: this.clock.now() });
      await this.audit.note(actor, creator.id, 'doorClosed', id, { tier: (await this.tiers.byId(request.tierId!))!.name });
    });
  }

  private async answer(actor: Actor, creatorId: string, id: string, from: string[], what: Pick<TierRequest, 'tierId' | 'says'> & { words?: string }): Promise<void> {
    await this.db.inTransaction(async () => {
      const request = await this.locked(creatorId, id);
      if (!from.includes(stateOf(request))) throw new Conflict('answered_already');
      await this.db.repo(TierRequest).update({ id }, { ...what, answeredAt: this.clock.now(), answeredBy: actor.accountId });
      const tier = what.tierId && await this.tiers.byId(what.tierId);
      // Who it was is no matter of the audit, which more people read than answer.
      await this.audit.note(actor, creatorId, tier ? 'letIn' : 'notLetIn', id, tier ? { tier: tier.name } : {});
      await this.events.publish(new TierRequestAnswered(id));
    });
  }

  private async locked(creatorId: string, id: string): Promise<TierRequest> {
    const request = await this.db.repo(TierRequest).findOne({ where: { id, creatorId, closedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
    if (!request) throw new NotFound();
    return request;
  }
}
