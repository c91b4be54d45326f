import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Database, DAY, Events, type Money, NotFound, plusMs, step } from '../../platform/index.js';
import type { TierPrice, TierWithPrice } from '../../tiers/index.js';
import { PriceMoveAnnounced } from '../events.js';
import { Inbox } from '../inbox/inbox.service.js';
import { firstRenewal } from './first-renewal.js';

/** How long before they pay another price members are told of it. */
export const NOTICE = 30 * DAY;

/** A notice that is being carried out at this moment, by `$1`, now: the move has begun, and cannot be stopped. One that stalled can, a day later. */
export const IS_MOVING = `coalesce(n.moving_at > $1::timestamptz - interval '1 day', false)`;

/** A price that is not on sale any more and that somebody goes on paying. */
export interface OldPrice {
  id: string;
  amount: number;
  currency: string;
  period: 'month' | 'year';
  members: number;
  /** Of them, who is told already that they will be moved, and who is to be. */
  told: number;
  waiting: number;
}

/** What one member is told. */
export interface Announcement {
  tierId: string;
  before: Money;
  now: Money;
  period: 'month' | 'year';
  startsAt: Date;
}

interface Told {
  tier_id: string;
  stripe_account: string;
  subscription_id: string;
  before: number;
  now: number;
  currency: string;
  period: 'month' | 'year';
  period_end: Date;
  started_at: Date;
}

/** Members stay at the price they joined at; a page may move them to its new one, a month after each of them was told. */
@Injectable()
export class PriceMoves {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly inbox: Inbox) {}

  /** The prices of a tier that are off sale and still paid. */
  async oldPrices(tierId: string): Promise<OldPrice[]> {
    return this.db.sql<OldPrice>(
      'priceMoves.old',
      `select p.id, p.amount, p.currency, p.period, count(distinct s.subscription_id)::int as members, count(n.told_at)::int as told,
         count(n.move_id) filter (where n.told_at is null)::int as waiting
       from tier_price p join subscription s on s.tier_id = p.tier_id and s.amount = p.amount and s.currency = p.currency and s.period = p.period
         and s.status in ('active', 'trialing', 'past_due') and not s.surplus
       left join price_notice n on n.stripe_account = s.stripe_account and n.subscription_id = s.subscription_id and n.moved_at is null and n.dropped_at is null
       where p.tier_id = $1 and p.retired_at is not null
         and not exists (select 1 from tier_price o where o.tier_id = p.tier_id and o.amount = p.amount and o.currency = p.currency and o.period = p.period and o.retired_at is null)
         and p.id = (select max(q.id::text)::uuid from tier_price q where q.tier_id = p.tier_id and q.amount = p.amount and q.currency = p.currency and q.period = p.period)
       group by p.id order by p.currency, p.period, p.amount`,
      [tierId],
    );
  }

  /**
   * Announces to everybody who pays an old price that they will pay the one on sale. Nobody pays it before a month has gone by since
   * they were told, and never before the renewal that they were told of.
   * @throws NotFound for a price of another tier; Conflict `price_nobody` when nobody pays it, nothing is on sale in its place, or all are being moved
   */
  async announce(tier: TierWithPrice, priceId: string): Promise<number> {
    const old = (await this.oldPrices(tier.id)).find((one) => one.id === priceId);
    if (!old) throw await this.isOf(tier, priceId) ? new Conflict('price_nobody') : new NotFound();
    const price = tier.prices.find((one) => one.currency === old.currency && one.period === old.period);
    if (!price) throw new Conflict('price_nobody');
    return step('priceMoves.announce', () => this.db.inTransaction(() => this.write(tier, old, price)));
  }

  /**
   * What a member is told, at the moment of telling: the renewal from which it holds is written down, and holds.
   * @returns null when they left, changed, or were moved meanwhile
   */
  async tell(moveId: string, accountId: string): Promise<Announcement | null> {
    const [row] = await this.db.sql<Told>(
      'priceMoves.tell',
      `select m.tier_id, n.stripe_account, n.subscription_id, f.amount as before, t.amount as now, t.currency, t.period, s.period_end, s.started_at
       from price_notice n join price_move m on m.id = n.move_id join tier_price f on f.id = m.from_price_id join tier_price t on t.id = m.to_price_id
       join subscription s on s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id
       where n.move_id = $1 and s.account_id = $2 and n.moved_at is null and n.dropped_at is null and s.status in ('active', 'trialing', 'past_due')
         and not s.cancel_at_period_end and not s.surplus and s.tier_id = m.tier_id and s.amount = f.amount and s.period = f.period and s.currency = f.currency limit 1`,
      [moveId, accountId],
    );
    if (!row) return null;
    const startsAt = firstRenewal(row.period_end, row.started_at, row.period, plusMs(this.clock.now(), NOTICE));
    await this.db.sql(
      'priceMoves.date', 'update price_notice set starts_at = $4 where move_id = $1 and stripe_account = $2 and subscription_id = $3 and told_at is null',
      [moveId, row.stripe_account, row.subscription_id, startsAt],
    );
    const { currency, period, tier_id: tierId } = row;
    return { tierId, before: { amount: row.before, currency }, now: { amount: row.now, currency }, period, startsAt };
  }

  /** The mail is out: from here on the month runs. Whoever it never reaches stays at their price. */
  async told(moveId: string, accountId: string): Promise<void> {
    const rows = await this.db.sql<{ account: string; customer: string }>(
      'priceMoves.told',
      `update price_notice n set told_at = $3 from subscription s
       where s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id and n.move_id = $1 and s.account_id = $2 and n.told_at is null and n.starts_at is not null
       returning s.stripe_account as account, s.customer_id as customer`,
      [moveId, accountId, this.clock.now()],
    );
    for (const { account, customer } of rows) await this.inbox.markDirty(account, customer);
  }

  /** Whom a move concerns. */
  async concerned(moveId: string): Promise<{ creatorId: string; accountIds: string[] } | null> {
    const [move] = await this.db.sql<{ creator_id: string }>('priceMoves.find', 'select creator_id from price_move where id = $1', [moveId]);
    const rows = await this.db.sql<{ account_id: string }>(
      'priceMoves.concerned', 'select distinct account_id from price_notice where move_id = $1 and moved_at is null and dropped_at is null', [moveId],
    );
    return move ? { creatorId: move.creator_id, accountIds: rows.map((row) => row.account_id) } : null;
  }

  /** An announcement to the same member takes the place of an earlier one, and its month begins anew; one that is being carried out goes on. */
  private async write(tier: TierWithPrice, old: OldPrice, price: TierPrice): Promise<number> {
    const now = this.clock.now();
    const [move] = await this.db.sql<{ id: string }>(
      'priceMoves.move', 'insert into price_move (creator_id, tier_id, from_price_id, to_price_id, made_at) values ($1, $2, $3, $4, $5) returning id', [tier.creatorId, tier.id, old.id, price.id, now],
    );
    const terms = [tier.id, old.amount, old.currency, old.period];
    const holders = `subscription s where s.tier_id = $2 and s.amount = $3 and s.currency = $4 and s.period = $5 and s.status in ('active', 'trialing', 'past_due') and not s.surplus`;
    await this.db.sql(
      'priceMoves.replace',
      `update price_notice n set dropped_at = $1 where n.moved_at is null and n.dropped_at is null and not ${IS_MOVING}
         and exists (select 1 from ${holders} and s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id)`, [now, ...terms],
    );
    const rows = await this.db.sql(
      'priceMoves.notices',
      `insert into price_notice (move_id, stripe_account, subscription_id, account_id) select $1, s.stripe_account, s.subscription_id, s.account_id from ${holders}
         and not exists (select 1 from price_notice n where n.stripe_account = s.stripe_account and n.subscription_id = s.subscription_id and n.moved_at is null and n.dropped_at is null)
       returning account_id`, [move!.id, ...terms],
    );
    if (rows.length === 0) throw new Conflict('price_nobody');
    await this.events.publish(new PriceMoveAnnounced(move!.id));
    return rows.length;
  }

  private async isOf(tier: TierWithPrice, priceId: string): Promise<boolean> {
    return (await this.db.sql('priceMoves.isOf', 'select id from tier_price where id = $1 and tier_id = $2', [priceId, tier.id])).length > 0;
  }
}
