import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, DAY, HOUR, LOGGER, Metrics, MINUTE, OnJob, plusMs } from '../../platform/index.js';

/** From when on we call ourselves behind with a customer, and with the list of events. */
const BEHIND = 5 * MINUTE;
const SILENT = HOUR;
/** How long a hold lasts unless it is renewed, and how far ahead one looks; the job comes every ten minutes. */
const HELD = 6 * HOUR;
const AHEAD = HOUR;
/** Nobody is held open longer than this beyond what Stripe last said. */
const LONGEST = 30 * DAY;

/**
 * Keeps paying fans in while we are behind: where Stripe cannot be asked, or what waits has waited for minutes, a membership that was being
 * renewed when we last heard of it does not end because we did not hear of the renewal. The next sync writes the truth over it.
 * Whoever did not pay is held where news of them waits unread, which may be that they did. Whoever has cancelled or is paused is not held.
 */
@Injectable()
export class Holds {
  private readonly counted: (kind?: string) => void;

  constructor(private readonly db: Database, private readonly clock: Clock, @Inject(LOGGER) private readonly log: Logger, metrics: Metrics) {
    this.counted = metrics.counter('access_held_total', 'Times that access was kept open because we were behind with Stripe.');
  }

  /** @returns how many grants are held open by this run */
  @OnJob('billing.hold')
  async hold(): Promise<number> {
    const [now, system] = [this.clock.now(), this.clock.system()];
    const held = await this.db.sql(
      'holds.hold',
      `with silent as (select stripe_account from event_sweep where swept_at < $1),
       kept as (
         update access_grant g set valid_until = $5
         from subscription s join stripe_customer c on c.stripe_account = s.stripe_account and c.customer_id = s.customer_id
         where g.source = 'subscription ' || s.stripe_account || ' ' || s.subscription_id and g.tier_id = s.tier_id
           and not s.surplus and g.valid_until between s.opens_until and $4 and s.opens_until > $6
           and case when s.status = 'past_due' then c.dirty_seq > c.synced_seq and c.dirty_at < $2
             else s.status in ('active', 'trialing') and not s.cancel_at_period_end and s.opens_until > s.period_end
               and (s.stripe_account in (select stripe_account from silent) or (c.dirty_seq > c.synced_seq and c.dirty_at < $2)) end
         returning g.id)
       insert into access_hold (grant_id, held_until, first_at) select id, $5, $3 from kept
       on conflict (grant_id) do update set held_until = excluded.held_until returning grant_id`,
      [plusMs(system, -SILENT), plusMs(system, -BEHIND), now, plusMs(now, AHEAD), plusMs(now, HELD), plusMs(now, -LONGEST)],
    );
    // A sync has written its own end into the grant since.
    await this.db.sql('holds.release', 'delete from access_hold h using access_grant g where g.id = h.grant_id and g.valid_until is distinct from h.held_until');
    if (held.length > 0) {
      for (const _ of held) this.counted();
      this.log.warn({ alarm: 'held_open', grants: held.length }, 'access is kept open because Stripe has not been heard of');
    }
    return held.length;
  }
}
