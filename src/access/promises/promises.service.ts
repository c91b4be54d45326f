import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, InvalidInput, NotFound } from '../../platform/index.js';
import type { CreatorWithPictures } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { TierPromise } from './promise.entity.js';
import { dueAt, type Every, termAt } from './terms.js';

/** Most people a page of the checklist shows; what is open comes first. */
const SHOWN = 500;

/** Whoever holds one of the tiers $2 of creator $1 at $5, with what was done for them of promise $3 in term $4. */
const OWED = `from access_grant g join account a on a.id = g.account_id
  left join promise_kept k on k.promise_id = $3 and k.account_id = a.id and k.term = $4
  where g.creator_id = $1 and g.tier_id = any($2) and g.valid_from <= $5 and (g.valid_until is null or g.valid_until > $5)`;

/** One person to whom something is owed. */
export interface Owed {
  accountId: string;
  name: string;
  since: Date;
  due: Date;
  keptAt: Date | null;
}

/** What a page owes its members beyond what they read, and what of it is done. */
@Injectable()
export class Promises {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly tiers: Tiers) {}

  /** The promises that hold, in the order they were made. */
  async ofPage(creatorId: string): Promise<TierPromise[]> {
    return (await this.db.repo(TierPromise).find({ where: { creatorId }, order: { since: 'asc' } })).filter((one) => one.endedAt === null);
  }

  /** @throws NotFound for a promise of another page, or of none */
  async ofPageById(creatorId: string, id: string): Promise<TierPromise> {
    const promise = await this.db.repo(TierPromise).findOneBy({ id, creatorId });
    if (!promise) throw new NotFound();
    return promise;
  }

  /** @throws InvalidInput for a tier of another page */
  async make(creatorId: string, wanted: { tierId: string; words: string; every: Every }): Promise<TierPromise> {
    if (!(await this.tiers.ofCreator(creatorId)).some((tier) => tier.id === wanted.tierId)) throw new InvalidInput({ tierId: { rule: 'isIn' } });
    return this.db.repo(TierPromise).save({ creatorId, tierId: wanted.tierId, words: wanted.words.trim(), every: wanted.every, since: this.clock.now(), endedAt: null });
  }

  /** Promises it no more; what was done stays written down. */
  async end(promise: TierPromise): Promise<void> {
    await this.db.repo(TierPromise).update({ id: promise.id }, { endedAt: this.clock.now() });
  }

  /** The term of a promise that runs now. */
  term(promise: TierPromise, creator: Pick<CreatorWithPictures, 'timeZone'>) {
    return termAt(promise.every, this.clock.now(), creator.timeZone);
  }

  /** How many are owed it in the term that runs, for how many it is done, and by when the next is due. */
  async count(promise: TierPromise, creator: CreatorWithPictures): Promise<{ owed: number; kept: number; nextDue: Date | null }> {
    const term = this.term(promise, creator);
    const [row] = await this.db.sql<{ owed: number; kept: number; first: Date | null }>(
      'promises.count',
      `select count(distinct g.account_id)::int as owed, count(distinct k.account_id)::int as kept, min(g.valid_from) filter (where k.account_id is null) as first ${OWED}`,
      await this.owedTo(promise, creator, term.key),
    );
    return { owed: row!.owed, kept: row!.kept, nextDue: row!.first && dueAt(term, row!.first) };
  }

  /** Those who are in the tier or above it, with what is done for them in the term that runs: what is open first, what is due first. */
  async owed(promise: TierPromise, creator: CreatorWithPictures): Promise<Owed[]> {
    const term = this.term(promise, creator);
    const rows = await this.db.sql<Omit<Owed, 'due'>>(
      'promises.owed',
      `select a.id as "accountId", a.name, min(g.valid_from) as since, max(k.kept_at) as "keptAt" ${OWED} group by a.id, a.name
       order by max(k.kept_at) is not null, min(g.valid_from), a.name limit ${SHOWN}`,
      await this.owedTo(promise, creator, term.key),
    );
    return rows.map((row) => ({ ...row, due: dueAt(term, row.since) }));
  }

  /**
   * Writes down that it was done.
   * @param accountId for whom; null for everybody who is owed it. Who is not owed it is left out
   */
  async keep(actor: Actor, promise: TierPromise, creator: CreatorWithPictures, accountId: string | null): Promise<void> {
    await this.db.sql(
      'promises.keep',
      `insert into promise_kept (promise_id, account_id, term, kept_at, kept_by) select distinct $3::uuid, a.id, $4, $5::timestamptz, $6::uuid ${OWED} and ($7::uuid is null or a.id = $7)
       on conflict do nothing`,
      [...await this.owedTo(promise, creator, this.term(promise, creator).key), actor.accountId, accountId],
    );
  }

  /** Takes a tick back. */
  async unkeep(promise: TierPromise, creator: CreatorWithPictures, accountId: string): Promise<void> {
    await this.db.sql('promises.unkeep', 'delete from promise_kept where promise_id = $1 and account_id = $2 and term = $3', [promise.id, accountId, this.term(promise, creator).key]);
  }

  /** The values of `OWED`. */
  private async owedTo(promise: TierPromise, creator: CreatorWithPictures, term: string): Promise<unknown[]> {
    const ladder = await this.tiers.ofCreator(creator.id);
    const at = ladder.findIndex((tier) => tier.id === promise.tierId);
    return [creator.id, ladder.slice(at).map((tier) => tier.id), promise.id, term, this.clock.now()];
  }
}
