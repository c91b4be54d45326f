import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../../platform/index.js';
import type { Coming } from '../coming.js';
import type { PaidStatus } from '../membership.entity.js';
import type { Shut } from '../shut.js';
import type { MemberFilterDto } from './member-filter.dto.js';

export interface MemberRow {
  /** Of the membership: the place in the list. */
  id: string;
  accountId: string;
  name: string;
  /** Null while it is not proved. */
  email: string | null;
  since: Date;
  endedAt: Date | null;
  paidStatus: PaidStatus | null;
  shut: Shut | null;
  paidSince: Date | null;
  paidUntil: Date | null;
  nextChargeAt: Date | null;
  /** Since when a payment is being sorted out, and until when its tier stays open meanwhile. */
  troubleSince: Date | null;
  openUntil: Date | null;
  priceAmount: number | null;
  priceCurrency: string | null;
  /** Names of the tiers held now, in the page's order. */
  tiers: string[];
  complimentaryUntil: Date | null;
}

const ORDERS = {
  newest: { by: 'm.since desc, m.id desc', past: '(m.since, m.id) < (select x.since, x.id from membership x where x.id = $4)' },
  oldest: { by: 'm.since, m.id', past: '(m.since, m.id) > (select x.since, x.id from membership x where x.id = $4)' },
  name: { by: 'lower(a.name), m.id', past: '(lower(a.name), m.id) > (select lower(y.name), x.id from membership x join account y on y.id = x.account_id where x.id = $4)' },
} as const;

const LIVE_GRANT = 'g.creator_id = $1 and g.account_id = m.account_id and g.valid_from <= $2 and (g.valid_until is null or g.valid_until > $2)';

const STATUS: Record<NonNullable<MemberFilterDto['status']>, string> = {
  all: 'm.ended_at is null',
  paid: "m.ended_at is null and m.paid_status is not null",
  free: "m.ended_at is null and m.paid_status is null",
  trouble: "m.ended_at is null and m.paid_status = 'past_due'",
  ending: "m.ended_at is null and m.paid_status = 'ending'",
  // Of somebody who came and went more than once, the last time; whoever came back has not ended.
  ended: 'm.ended_at is not null and not exists (select 1 from membership n where n.creator_id = m.creator_id and n.account_id = m.account_id and (n.ended_at is null or (n.since, n.id) > (m.since, m.id)))',
  complimentary: `m.ended_at is null and exists (select 1 from access_grant g where g.reason = 'complimentary' and ${LIVE_GRANT})`,
};

/** Of whose payment is being sorted out: since when, and how long what they paid for stays open. */
const TROUBLE = `m.next_charge_at as "nextChargeAt", m.trouble_since as "troubleSince",
  (select max(g.valid_until) from access_grant g where g.reason = 'membership' and g.creator_id = $1 and g.account_id = m.account_id and m.trouble_since is not null) as "openUntil"`;

/** An address that is not proved is nobody's to be shown: somebody typed it, and whose it is nobody knows. */
const ADDRESS = 'case when a.proved_at is not null then a.email end as email';

/** Who is, or was, a member of a page: one named statement for each way of looking, paged by the last row seen. */
@Injectable()
export class MemberList {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** @param addresses whether the search may look into addresses, too */
  async page(creatorId: string, filter: MemberFilterDto, after: string | null, limit: number, addresses: boolean): Promise<MemberRow[]> {
    const order = ORDERS[filter.sort ?? 'newest'];
    const where = ['m.creator_id = $1', STATUS[filter.status ?? 'all'], '$5::text is distinct from \'\''];
    if (after) where.push(order.past);
    else where.push('$4::uuid is null');
    if (filter.q?.trim()) where.push(addresses ? "(lower(a.name) like $5 or (a.proved_at is not null and a.email_key like $5))" : 'lower(a.name) like $5');
    if (filter.tier) where.push(`exists (select 1 from access_grant g where g.tier_id = $6 and ${LIVE_GRANT})`);
    else where.push('$6::uuid is null');
    return this.db.sql<MemberRow>(
      'people.list',
      `with found as (
         select m.id, m.account_id, a.name, ${ADDRESS}, m.since, m.ended_at, m.paid_status, m.paid_since, m.paid_until, m.next_charge_at, m.trouble_since, m.price_amount, m.price_currency, m.shut,
           row_number() over (order by ${order.by}) as place
         from membership m join account a on a.id = m.account_id where ${where.join(' and ')} order by ${order.by} limit $3)
       select m.id, m.account_id as "accountId", m.name, m.email, m.since, m.ended_at as "endedAt", m.paid_status as "paidStatus", m.paid_since as "paidSince",
         m.paid_until as "paidUntil", ${TROUBLE}, m.price_amount as "priceAmount", m.price_currency as "priceCurrency", m.shut,
         coalesce((select json_agg(t.name order by t.position) from tier t where exists (select 1 from access_grant g where g.tier_id = t.id and ${LIVE_GRANT})), '[]') as tiers,
         (select max(g.valid_until) from access_grant g where g.reason = 'complimentary' and ${LIVE_GRANT}) as "complimentaryUntil"
       from found m order by place`,
      [creatorId, this.clock.now(), limit, after, filter.q?.trim() ? `%${escaped(filter.q.trim().toLowerCase())}%` : null, filter.tier || null],
    );
  }

  /** How many there are now. */
  async count(creatorId: string): Promise<number> {
    const [row] = await this.db.sql<{ n: number }>('people.count', 'select count(*)::int as n from membership where creator_id = $1 and ended_at is null', [creatorId]);
    return row!.n;
  }

  /** One person, by their last membership; null for somebody who never had one here. */
  async one(creatorId: string, accountId: string): Promise<MemberRow & { coming: Coming | null } | null> {
    const [row] = await this.db.sql<MemberRow & { coming: Coming | null }>(
      'people.one',
      `select m.id, m.account_id as "accountId", a.name, ${ADDRESS}, m.since, m.ended_at as "endedAt", m.paid_status as "paidStatus", m.paid_since as "paidSince",
         m.paid_until as "paidUntil", ${TROUBLE}, m.price_amount as "priceAmount", m.price_currency as "priceCurrency", m.shut, m.coming, '{}'::text[] as tiers,
         (select max(g.valid_until) from access_grant g where g.reason = 'complimentary' and ${LIVE_GRANT}) as "complimentaryUntil"
       from membership m join account a on a.id = m.account_id where m.creator_id = $1 and m.account_id = $3
       order by m.ended_at is null desc, m.since desc limit 1`,
      [creatorId, this.clock.now(), accountId],
    );
    return row ?? null;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}
