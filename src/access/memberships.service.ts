import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThan, Or } from 'typeorm';
import { type Actor, Clock, Database, Events, InvalidInput, type Money, Signals, step } from '../platform/index.js';
import { Creators, requireOpen } from '../members/index.js';
import { type Tier, Tiers } from '../tiers/index.js';
import type { Coming } from './coming.js';
import { MembershipEnded, MembershipStarted } from './events.js';
import { Grant, type GrantReason } from './grant.entity.js';
import { Membership, type PaidStatus } from './membership.entity.js';
import type { Shut } from './shut.js';

/** What billing knows of somebody's paid tier at a creator; null when there is none. */
export interface PaidStanding {
  tierId: string;
  since: Date;
  status: PaidStatus;
  /** Paid up to here; null while it is paused and nothing is paid for. */
  until: Date | null;
  nextChargeAt: Date | null;
  troubleSince: Date | null;
  price: Money;
  /** What the price is charged for. */
  period: 'day' | 'week' | 'month' | 'year';
  coming: Coming | null;
  /** Since when it gives nothing, because what was paid is disputed. */
  suspendedFrom: Date | null;
}

/** A tier somebody holds because of money: projected as a whole, per source. */
export interface ProjectedGrant {
  source: string;
  tierId: string;
  from: Date;
  until: Date | null;
}

/** A tier somebody is given, by whom and with which words. */
export interface Gift {
  accountId: string;
  creatorId: string;
  tierId: string;
  reason: Exclude<GrantReason, 'membership'>;
  source: string;
  from: Date;
  until: Date;
  note: string | null;
  givenBy: string | null;
}

@Injectable()
export class Memberships {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tiers: Tiers,
    private readonly creators: Creators,
    private readonly signals: Signals,
    private readonly events: Events,
  ) {}

  async find(accountId: string, creatorId: string): Promise<Membership | null> {
    return step('memberships.find', () => this.db.repo(Membership).findOneBy({ accountId, creatorId, endedAt: IsNull() }));
  }

  async ofAccount(accountId: string): Promise<Membership[]> {
    return step('memberships.ofAccount', () => this.db.repo(Membership).find({ where: { accountId, endedAt: IsNull() }, order: { since: 'asc' } }));
  }

  /** Why somebody holds tiers now, the one that lasts longest last. */
  async grantsOf(accountId: string): Promise<Grant[]> {
    const now = this.clock.now();
    return step('memberships.grants', () => this.db.repo(Grant).find({
      where: { accountId, validFrom: LessThanOrEqual(now), validUntil: Or(IsNull(), MoreThan(now)) }, order: { validUntil: 'asc' },
    }));
  }

  /** Everybody with a live membership of a page, a batch at a time, in the order of their ids. */
  async accountsOf(creatorId: string, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.db.sql<{ account_id: string }>(
      'memberships.accountsOf',
      'select account_id from membership where creator_id = $1 and ended_at is null and ($2::uuid is null or account_id > $2) order by account_id limit $3', [creatorId, after, limit],
    );
    return rows.map((row) => row.account_id);
  }

  /** How many people hold each tier, by tier id. */
  async countByTier(creatorId: string): Promise<Map<string, number>> {
    const rows = await this.db.sql<{ tier_id: string; members: number }>(
      'memberships.countByTier',
      `select tier_id, count(distinct account_id)::int as members from access_grant
       where creator_id = $1 and valid_from <= $2 and (valid_until is null or valid_until > $2) group by tier_id`,
      [creatorId, this.clock.now()],
    );
    return new Map(rows.map((row) => [row.tier_id, row.members]));
  }

  /**
   * Follows a creator, free of charge; doing so again changes nothing.
   * @throws InvalidInput when the tier named is not this creator's free one
   */
  async follow(actor: Pick<Actor, 'accountId'>, creatorId: string, tierId: string | null): Promise<Membership> {
    requireOpen((await this.creators.byIds([creatorId]))[0]!);
    const free = await this.freeTier(creatorId);
    if (tierId !== null && tierId !== free?.id) throw new InvalidInput({ tierId: { rule: 'isIn' } });
    return step('memberships.follow', () => this.db.inTransaction(() => this.begin(actor.accountId, creatorId)));
  }

  /** Gives somebody a tier for other than money, from one instant to another; the same source again changes its dates. */
  async give(gift: Gift): Promise<void> {
    await this.db.sql(
      'memberships.give',
      `insert into access_grant (account_id, creator_id, tier_id, reason, source, valid_from, valid_until, note, given_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (source, tier_id) do update set valid_from = excluded.valid_from, valid_until = excluded.valid_until`,
      [gift.accountId, gift.creatorId, gift.tierId, gift.reason, gift.source, gift.from, gift.until, gift.note, gift.givenBy],
    );
  }

  /** Ends a membership and what came with it for free; a paid tier is billing's to end first. */
  async leave(accountId: string, creatorId: string): Promise<void> {
    await step('memberships.leave', () => this.db.inTransaction(async () => {
      const membership = await this.find(accountId, creatorId);
      if (!membership) return;
      const now = this.clock.now();
      await step('memberships.end', () => this.db.repo(Membership).update({ id: membership.id }, { endedAt: now }));
      await step('memberships.endFree', () => this.db.repo(Grant).update({ source: `membership ${membership.id}`, validUntil: IsNull() }, { validUntil: now }));
      // A gift was for a member: whoever leaves leaves it, too.
      await step('memberships.endGifts', () => this.db.repo(Grant).update({ accountId, creatorId, reason: 'complimentary', validUntil: MoreThan(now) }, { validUntil: now }));
      await this.signals.record({ creatorId, accountId, kind: 'ended' });
      await this.events.publish(new MembershipEnded(accountId, creatorId));
    }));
  }

  /**
   * Writes what money gives somebody at a creator, in place of what it gave before. Knows no Stripe: billing projects into it.
   * @param sources every source billing speaks for here; grants of these that are not in `grants` end
   * @param shut what is kept for them and gives nothing
   */
  async project(accountId: string, creatorId: string, sources: string[], grants: ProjectedGrant[], paid: PaidStanding | null, shut: Shut | null = null): Promise<void> {
    if (paid) await this.begin(accountId, creatorId);
    const kept = await step('memberships.kept', () => this.db.repo(Grant).findBy({ accountId, creatorId, source: In(sources.length ? sources : ['']) }));
    const stale = kept.filter((old) => !grants.some((g) => g.source === old.source && g.tierId === old.tierId));
    if (stale.length > 0) await step('memberships.stale', () => this.db.repo(Grant).delete({ id: In(stale.map((one) => one.id)) }));
    for (const { source, tierId, from, until } of grants) {
      await this.db.sql(
        'memberships.grant',
        `insert into access_grant (account_id, creator_id, tier_id, reason, source, valid_from, valid_until) values ($1, $2, $3, 'membership', $4, $5, $6)
         on conflict (source, tier_id) do update set valid_from = excluded.valid_from, valid_until = excluded.valid_until`,
        [accountId, creatorId, tierId, source, from, until],
      );
    }
    await this.db.sql(
      'memberships.standing',
      `update membership set paid_tier_id = $3, paid_since = $4, paid_status = $5, paid_until = $6, price_amount = $7, price_currency = $8, price_period = $9, next_charge_at = $10, trouble_since = $11,
         coming = $12, suspended_from = $13, shut = $14
       where account_id = $1 and creator_id = $2 and ended_at is null`,
      [accountId, creatorId, paid?.tierId ?? null, paid?.since ?? null, paid?.status ?? null, paid?.until ?? null, paid?.price.amount ?? null, paid?.price.currency ?? null,
        paid?.period ?? null, paid?.nextChargeAt ?? null, paid?.troubleSince ?? null, paid?.coming ? JSON.stringify(paid.coming) : null, paid?.suspendedFrom ?? null, shut && JSON.stringify(shut)],
    );
  }

  /** The live membership of somebody at a creator, begun now if there is none; the free tier comes with it. */
  private async begin(accountId: string, creatorId: string): Promise<Membership> {
    const [row] = await this.db.sql<{ id: string }>(
      'memberships.begin',
      `insert into membership (account_id, creator_id, since) values ($1, $2, $3)
       on conflict (account_id, creator_id) where ended_at is null do nothing returning id`,
      [accountId, creatorId, this.clock.now()],
    );
    const membership = (await this.find(accountId, creatorId))!;
    const free = await this.freeTier(creatorId);
    if (free) {
      await step('memberships.free', () => this.db.repo(Grant).createQueryBuilder().insert().values({
        accountId, creatorId, tierId: free.id, reason: 'membership', source: `membership ${membership.id}`, validFrom: membership.since, validUntil: null,
      }).orIgnore().execute());
    }
    if (row) {
      await this.signals.record({ creatorId, accountId, kind: 'joined' });
      await this.events.publish(new MembershipStarted(row.id));
    }
    return membership;
  }

  private async freeTier(creatorId: string): Promise<Tier | null> {
    return (await this.tiers.ofCreator(creatorId)).find((tier) => !tier.paid && tier.archivedAt === null) ?? null;
  }
}
