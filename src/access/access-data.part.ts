import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { PersonalData, type PersonalPart } from '../members/index.js';

/** Memberships and grants: where somebody was, since when, and what it opened. */
@Injectable()
export class AccessData implements PersonalPart, OnModuleInit {
  readonly name = 'access';

  constructor(private readonly data: PersonalData, private readonly db: Database) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    const memberships = await this.db.sql(
      'accessData.memberships',
      `select c.handle as creator, m.since, m.ended_at as "endedAt", t.name as "paidTier", m.paid_since as "paidSince", m.paid_status as "paidStatus",
         m.paid_until as "paidUntil", m.price_amount as "priceAmount", m.price_currency as "priceCurrency"
       from membership m join creator c on c.id = m.creator_id left join tier t on t.id = m.paid_tier_id where m.account_id = $1 order by m.since`,
      [accountId],
    );
    const grants = await this.db.sql(
      'accessData.grants',
      `select c.handle as creator, t.name as tier, g.reason, g.valid_from as "from", g.valid_until as "until", g.note
       from access_grant g join creator c on c.id = g.creator_id join tier t on t.id = g.tier_id where g.account_id = $1 order by g.valid_from`,
      [accountId],
    );
    const received = await this.db.sql(
      'accessData.received', 'select p.words, k.term, k.kept_at as "at" from promise_kept k join promise p on p.id = k.promise_id where k.account_id = $1 order by k.kept_at', [accountId],
    );
    return { memberships, grants, received };
  }

  async erase(accountId: string): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.db.sql('accessData.eraseGrants', 'delete from access_grant where account_id = $1', [accountId]);
      await this.db.sql('accessData.eraseGiver', 'update access_grant set given_by = null where given_by = $1', [accountId]);
      await this.db.sql('accessData.eraseMemberships', 'delete from membership where account_id = $1', [accountId]);
    });
  }

  /** Of two live memberships of one creator one stays, since the earlier day; what money opens follows it by itself. */
  async adopt(from: string, to: string): Promise<void> {
    const twice = await this.db.sql<{ id: string; kept: string; since: Date }>(
      'accessData.twice',
      `select f.id, t.id as kept, least(f.since, t.since) as since from membership f
       join membership t on t.creator_id = f.creator_id and t.account_id = $2 and t.ended_at is null where f.account_id = $1 and f.ended_at is null`,
      [from, to],
    );
    for (const { id, kept, since } of twice) {
      await this.db.sql('accessData.dropGrants', "delete from access_grant where source = 'membership ' || $1::text", [id]);
      await this.db.sql('accessData.dropMembership', 'delete from membership where id = $1', [id]);
      await this.db.sql('accessData.keepSince', 'update membership set since = $2 where id = $1', [kept, since]);
    }
    await this.db.sql('accessData.adoptMemberships', 'update membership set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql('accessData.adoptReceived', 'insert into promise_kept select promise_id, $2, term, kept_at, kept_by from promise_kept where account_id = $1 on conflict do nothing', [from, to]);
    await this.db.sql('accessData.adoptGiver', 'update access_grant set given_by = $2 where given_by = $1', [from, to]);
    await this.db.sql('accessData.adoptGrants', 'update access_grant set account_id = $2 where account_id = $1', [from, to]);
  }
}
