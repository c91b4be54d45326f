import { Injectable } from '@nestjs/common';
import { Clock, Database, NotFound, parseDate } from '../../platform/index.js';
import { Doors } from '../../access/index.js';
import type { PageFacts, PersonFacts } from './explain.js';

interface Row {
  creatorId: string;
  handle: string;
  name: string;
  since: Date | null;
  grants: PageFacts['grants'];
  subscriptions: PageFacts['subscriptions'];
}

/** Who of ours ended the subscription `s`: each is written down before Stripe is told. */
const ENDED_BY = `case when exists (select 1 from withdrawal x where x.stripe_account = s.stripe_account and x.subscription_id = s.subscription_id) then 'withdrawal'
  when exists (select 1 from effect x where x.name = 'ended_by_page' and x.cause = s.subscription_id) then 'page'
  when exists (select 1 from closing_refund x where x.stripe_account = s.stripe_account and x.subscription_id = s.subscription_id) then 'closing'
  when exists (select 1 from effect x where x.name = 'trial_repeated' and x.cause = s.subscription_id) then 'repeated' end`;

/** Everything that decides what one person sees, page by page. */
@Injectable()
export class Explanations {
  constructor(private readonly db: Database, private readonly doors: Doors, private readonly clock: Clock) {}

  /**
   * @param who an account's id, its address, or the id of its Stripe customer
   * @throws NotFound for nobody we know
   */
  async of(who: string): Promise<PersonFacts> {
    const [person] = await this.db.sql<{ id: string; name: string; language: string; timeZone: string }>(
      'explain.person',
      `select a.id, a.name, a.language, a.time_zone as "timeZone" from account a
       where a.id::text = lower($1) or lower(a.email) = lower($1) or exists (select 1 from stripe_customer c where c.account_id = a.id and c.customer_id = $1) limit 1`,
      [who],
    );
    if (!person) throw new NotFound();
    const [customers, rows] = await Promise.all([this.customers(person.id), this.pages(person.id)]);
    const pages = await Promise.all(rows.map(async (row): Promise<PageFacts> => {
      const door = await this.doors.of(row.creatorId, { accountId: person.id });
      return {
        handle: row.handle, name: row.name, since: row.since, staff: door.viewer.staff, held: door.held().map((tier) => tier.name),
        grants: row.grants.map(dated), subscriptions: row.subscriptions.map(dated),
      };
    }));
    return { ...person, now: this.clock.now(), customers, pages };
  }

  private async customers(accountId: string): Promise<PersonFacts['customers']> {
    return this.db.sql(
      'explain.customers',
      `select c.customer_id as id, c.currency, c.synced_at as "readAt", c.dirty_seq > c.synced_seq as behind, c.gone_at is not null as gone, c.failures,
         (select count(*)::int from inbox_event e where e.source = c.stripe_account and e.customer_id = c.customer_id and e.state = 'quarantined') as quarantined
       from stripe_customer c where c.account_id = $1 order by c.customer_id`,
      [accountId],
    );
  }

  /** Every page that somebody ever had to do with: as a member, for money, by a gift or as one of its team. */
  private async pages(accountId: string): Promise<Row[]> {
    return this.db.sql<Row>(
      'explain.pages',
      `select w.id as "creatorId", w.handle, w.name,
         (select m.since from membership m where m.creator_id = w.id and m.account_id = $1 and m.ended_at is null) as since,
         (select coalesce(json_agg(json_build_object('tier', t.name, 'reason', case when g.reason = 'membership' and not t.paid then 'follow' else g.reason end, 'source', g.source,
            'from', g.valid_from, 'until', g.valid_until, 'held', h.grant_id is not null) order by t.position), '[]') from access_grant g join tier t on t.id = g.tier_id
            left join access_hold h on h.grant_id = g.id and h.held_until = g.valid_until
          where g.creator_id = w.id and g.account_id = $1) as grants,
         (select coalesce(json_agg(json_build_object('id', s.subscription_id, 'tier', t.name, 'status', s.status, 'amount', s.amount, 'currency', s.currency, 'period', s.period, 'every', s.every,
            'periodEnd', s.period_end, 'trialEnd', s.trial_end, 'opensUntil', s.opens_until, 'nextChargeAt', s.next_charge_at, 'ending', s.cancel_at_period_end, 'paused', s.paused,
            'canceledAt', s.canceled_at, 'endedAt', s.ended_at, 'endReason', s.end_reason, 'endedBy', ${ENDED_BY}, 'suspendedFrom', s.suspended_from, 'surplus', s.surplus,
            'customerGone', c.gone_at is not null)
            order by s.started_at), '[]') from subscription s join tier t on t.id = s.tier_id
            join stripe_customer c on c.stripe_account = s.stripe_account and c.customer_id = s.customer_id where s.creator_id = w.id and s.account_id = $1) as subscriptions
       from creator w where w.id in (
         select creator_id from membership where account_id = $1 union select creator_id from access_grant where account_id = $1
         union select creator_id from subscription where account_id = $1 union select creator_id from team_member where account_id = $1)
       order by w.handle`,
      [accountId],
    );
  }
}

const MOMENTS = ['from', 'until', 'periodEnd', 'trialEnd', 'opensUntil', 'nextChargeAt', 'canceledAt', 'endedAt', 'suspendedFrom'];

/** JSON out of the database tells instants as text. */
function dated<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, MOMENTS.includes(name) && typeof value === 'string' ? parseDate(value) : value])) as T;
}
