import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, DAY, HOUR, LOGGER, Metrics, MINUTE, OnJob, plusMs, step } from '../../platform/index.js';
import { Stripe, StripeClient } from '../stripe/stripe.client.js';
import { Inbox } from './inbox.service.js';

/** Stripe keeps events for 30 days (docs: list all events). */
const KEPT = 29 * DAY;
/** What is younger may be on its way to us at this moment. */
const YOUNG = MINUTE;
/** How far behind the last sweep the next one begins: an event may become visible late. */
const OVERLAP = HOUR;
const PAGE = 100;

/**
 * Reads Stripe's own list of events every quarter of an hour and takes in what was never delivered: at our door it is what a webhook would
 * have brought, verified by the key it was fetched with.
 */
@Injectable()
export class MissedEvents {
  private readonly counted: (kind?: string) => void;

  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly stripe: StripeClient, private readonly inbox: Inbox, @Inject(LOGGER) private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.counted = metrics.counter('events_missed_total', "Events that were found in Stripe's list and had never been delivered.");
  }

  /** @returns how many were taken in */
  @OnJob('billing.missedEvents')
  async sweep(): Promise<number> {
    if (!this.stripe.enabled) return 0;
    const account = await this.stripe.account();
    const until = plusMs(this.clock.now(), -YOUNG);
    const from = await this.from(account, until);
    let found = 0;
    let after: string | undefined;
    for (let more = true; more;) {
      const page = await step('missed.page', () => this.stripe.api.events.list({ created: { gte: seconds(from), lte: seconds(until) }, limit: PAGE, ...(after && { starting_after: after }) }));
      found += await this.takeIn(account, page.data);
      after = page.data.at(-1)?.id;
      more = page.has_more && after !== undefined;
    }
    await this.db.sql(
      'missed.swept',
      `insert into event_sweep (stripe_account, swept_to, swept_at) values ($1, $2, $3)
       on conflict (stripe_account) do update set swept_to = greatest(event_sweep.swept_to, excluded.swept_to), swept_at = excluded.swept_at`,
      [account, until, this.clock.system()],
    );
    if (found > 0) this.log.warn({ alarm: 'events_missed', events: found }, 'events were never delivered and were fetched');
    return found;
  }

  /** When a sweep last came to its end, system time; null before the first. */
  async sweptAt(): Promise<Date | null> {
    const [row] = await this.db.sql<{ swept_at: Date }>('missed.last', 'select swept_at from event_sweep where stripe_account = $1', [await this.stripe.account()]);
    return row?.swept_at ?? null;
  }

  private async from(account: string, until: Date): Promise<Date> {
    const [row] = await this.db.sql<{ swept_to: Date }>('missed.from', 'select swept_to from event_sweep where stripe_account = $1', [account]);
    const oldest = plusMs(until, -KEPT);
    const next = row ? plusMs(row.swept_to, -OVERLAP) : oldest;
    return next > oldest ? next : oldest;
  }

  private async takeIn(account: string, events: Stripe.Event[]): Promise<number> {
    const known = await this.db.sql<{ event_id: string }>('missed.known', 'select event_id from inbox_event where source = $1 and event_id = any($2)', [account, events.map(({ id }) => id)]);
    const here = new Set(known.map((row) => row.event_id));
    let found = 0;
    for (const event of events) {
      if (here.has(event.id) || !await this.inbox.accept(event, JSON.stringify(event))) continue;
      this.counted();
      found++;
    }
    return found;
  }
}

function seconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
