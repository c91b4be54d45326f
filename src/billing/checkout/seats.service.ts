import { Injectable } from '@nestjs/common';
import { Clock, Conflict, Database, MINUTE, plusMs } from '../../platform/index.js';
import type { Tier } from '../../tiers/index.js';

/**
 * Who has a seat in tier `t`: whoever holds it now or is to, whoever stands at its till, and whoever is changing to it at this moment.
 * What broke off before Stripe answered keeps a seat for an hour and no longer.
 */
const TAKEN = `select g.account_id from access_grant g where g.tier_id = t.id and g.valid_from <= $2 and (g.valid_until is null or g.valid_until > $2)
  union select i.account_id from checkout_intent i where i.tier_id = t.id and i.completed_at is null and i.abandoned_at is null and (i.session_id is not null or i.created_at > $2::timestamptz - interval '1 hour')
  union select s.account_id from subscription s where s.coming ->> 'tierId' = t.id::text
  union select (o.params ->> 'account')::uuid from operation o where o.kind = 'change' and o.failure is null and o.params ->> 'tier' = t.id::text
    and (o.finished_at > $3 or (o.finished_at is null and o.created_at > $3::timestamptz - interval '1 hour'))`;

/** How long after Stripe's yes a change is sure to be projected. */
const PROJECTED = MINUTE;

/** Tiers with a number of places, which are never sold twice: a seat is taken when the checkout opens, not when it is paid. */
@Injectable()
export class Seats {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** How many places are left in each tier that counts them. */
  async left(creatorId: string): Promise<Map<string, number>> {
    const rows = await this.db.sql<{ id: string; left: number }>(
      'seats.left', `select t.id, greatest(0, t.seats - (select count(*) from (${TAKEN}) as taken))::int as left from tier t where t.creator_id = $1 and t.seats is not null`,
      [creatorId, this.clock.now(), this.lately()],
    );
    return new Map(rows.map((row) => [row.id, row.left]));
  }

  /**
   * Keeps a seat for somebody whose intent has just been written, in the same transaction; whoever comes for the last one
   * at the same time waits here and finds it gone.
   * @throws Conflict `sold_out`, which undoes the intent
   */
  async hold(tier: Pick<Tier, 'id' | 'seats'>, accountId: string): Promise<void> {
    if (tier.seats === null) return;
    await this.db.sql('seats.lock', 'select id from tier where id = $1 for no key update', [tier.id]);
    const [row] = await this.db.sql<{ full: boolean }>(
      'seats.hold', `select t.seats is not null and (select count(*) from (${TAKEN}) as taken where account_id <> $4) >= t.seats as full from tier t where t.id = $1`,
      [tier.id, this.clock.now(), this.lately(), accountId],
    );
    if (row!.full) throw new Conflict('sold_out');
  }

  private lately(): Date {
    return plusMs(this.clock.system(), -PROJECTED);
  }
}
