import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, afterSkipped, Clock, Database, DAY, DomainError, Events, instantsAt, InvalidInput, isDay, MINUTE, NotFound, plusMs, wallTimeOf } from '../../platform/index.js';
import { Audit, type CreatorWithPictures } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { ComplimentaryGiven } from '../events.js';
import { Grant } from '../grant.entity.js';
import { Memberships } from '../memberships.service.js';
import type { ComplimentaryDto } from './complimentary.dto.js';

/** Longest gift, in days. */
const LONGEST = 5 * 366;

/** A tier given away: with an end, with words, and with the giver's name on it. */
@Injectable()
export class Complimentary {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tiers: Tiers,
    private readonly memberships: Memberships,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** @throws NotFound for somebody who is no member now, or a tier of another page; InvalidInput for a day that cannot be */
  async give(actor: Actor, creator: CreatorWithPictures, accountId: string, wanted: ComplimentaryDto): Promise<void> {
    const until = this.lastInstant(creator, wanted.until);
    if (!await this.memberships.find(accountId, creator.id)) throw new NotFound();
    const tier = await this.tiers.ofPage(creator.id, wanted.tierId);
    if (!tier.paid) throw new InvalidInput({ tierId: { rule: 'isIn' } });
    const from = this.clock.now();
    await this.db.inTransaction(async () => {
      const source = `complimentary ${randomUUID()}`;
      await this.memberships.give({ accountId, creatorId: creator.id, tierId: tier.id, reason: 'complimentary', source, from, until, note: wanted.note.trim(), givenBy: actor.accountId });
      const { id } = await this.db.repo(Grant).findOneByOrFail({ source });
      await this.audit.note(actor, creator.id, 'tierGiven', accountId, { tier: tier.name, until: wanted.until });
      await this.events.publish(new ComplimentaryGiven(id));
    });
  }

  /** Ends what was given, now. @throws NotFound for what is not one of these; DomainError when it has ended already */
  async withdraw(actor: Actor, creatorId: string, accountId: string, grantId: string): Promise<void> {
    const now = this.clock.now();
    await this.db.inTransaction(async () => {
      const grant = await this.db.repo(Grant).findOne({ where: { id: grantId, creatorId, accountId, reason: 'complimentary' }, lock: { mode: 'pessimistic_write' } });
      if (!grant) throw new NotFound();
      if (grant.validUntil && grant.validUntil <= now) throw new DomainError('already_ended', 409);
      await this.db.repo(Grant).update({ id: grantId }, { validUntil: now });
      const tier = await this.tiers.byId(grant.tierId);
      await this.audit.note(actor, creatorId, 'tierTakenBack', accountId, { tier: tier!.name });
    });
  }

  /** The days that may be chosen, where the page is. */
  days(creator: CreatorWithPictures): { firstDay: string; lastDay: string } {
    const now = this.clock.now();
    return { firstDay: wallTimeOf(now, creator.timeZone).day, lastDay: wallTimeOf(plusMs(now, LONGEST * DAY), creator.timeZone).day };
  }

  private lastInstant(creator: CreatorWithPictures, day: string): Date {
    const { firstDay, lastDay } = this.days(creator);
    if (!isDay(day) || day < firstDay || day > lastDay) throw new InvalidInput({ until: { rule: 'dayAhead' } });
    const end = { day, time: '23:59' };
    return plusMs(instantsAt(end, creator.timeZone).at(-1) ?? afterSkipped(end, creator.timeZone), MINUTE - 1);
  }
}
