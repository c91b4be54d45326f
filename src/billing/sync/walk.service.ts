import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, Jobs, LOGGER, OnJob, parseDate, step } from '../../platform/index.js';
import { type Stripe, StripeClient } from '../stripe/stripe.client.js';
import { digestOf } from './digest.js';
import { Drifts } from './drifts.service.js';
import { factsOf } from './entitlement.js';

/** Pages that one job turns: a restart loses no more than these. */
const PAGES = 10;
/** Subscriptions of a page, Stripe's most. */
const PAGE = 100;
/** A night's walk stops here: Stripe away is no drift, and the next night walks again. */
const MOST_FAILURES = 5;

/** Where a walk goes on, and when (system time, ISO 8601) it began. */
interface Place {
  after?: string;
  began?: string;
}

interface Checked {
  mended: number;
  failed: number;
}

/**
 * Looks for what no event told us: reads every subscription of the account once a night, a hundred in a call, and has those checked that
 * differ from what we last saw. Stripe's docs say that an event can fail to be made at all ("handle irrecoverable events"), so nothing
 * that only listens is complete.
 */
@Injectable()
export class Walk {
  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs, private readonly stripe: StripeClient, private readonly drifts: Drifts,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @OnJob('billing.walk')
  async walk(place: Place = {}): Promise<void> {
    const next = await this.turn(place);
    if (next) await this.jobs.add('billing.walk', next, { key: 'billing.walk on' });
  }

  /** Walks to its end at once. @returns how many customers differed and were mended, and how many could not be checked */
  async whole(): Promise<Checked> {
    const all: Checked = { mended: 0, failed: 0 };
    for (let place: Place | null = {}; place;) place = await this.turn(place, all);
    return all;
  }

  /** A few pages of a walk. @returns where it goes on, or null where it has ended */
  private async turn({ after, began = this.clock.system().toISOString() }: Place, all: Checked = { mended: 0, failed: 0 }): Promise<Place | null> {
    if (!this.stripe.enabled) return null;
    const account = await this.stripe.account();
    let at = after;
    for (let pages = 0; pages < PAGES; pages++) {
      const page = await step('walk.page', () => this.stripe.api.subscriptions.list({ status: 'all', limit: PAGE, expand: ['data.latest_invoice', 'data.schedule'], ...(at && { starting_after: at }) }));
      await this.checkAll(account, await this.differing(account, page.data, parseDate(began)), all);
      if (all.failed >= MOST_FAILURES) return null;
      if (!page.has_more) {
        await this.checkAll(account, await this.inconsistent(account, parseDate(began)), all);
        return null;
      }
      at = page.data.at(-1)!.id;
    }
    return { after: at, began };
  }

  /** The customers of ours of whom a page tells something new; the rest of it is marked as seen. */
  private async differing(account: string, page: Stripe.Subscription[], began: Date): Promise<string[]> {
    const facts = page.map((one) => factsOf(one));
    const rows = await this.db.sql<{ customer: string }>(
      'walk.differing',
      `with said as (
         select * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::timestamptz[]) as s (subscription_id, customer_id, digest, status, ending, until)),
       seen as (
         update subscription r set walked_at = $8 from said s
         where r.stripe_account = $1 and r.subscription_id = s.subscription_id
           and (r.digest, r.status, r.cancel_at_period_end, r.period_end) = (s.digest, s.status, s.ending, s.until) returning r.subscription_id)
       select distinct s.customer_id as customer from said s join stripe_customer c on c.stripe_account = $1 and c.customer_id = s.customer_id
       where s.subscription_id not in (select subscription_id from seen)`,
      [
        account, page.map(({ id }) => id), page.map(({ customer }) => (typeof customer === 'string' ? customer : customer.id)), page.map(digestOf),
        facts.map((one) => one.status), facts.map((one) => one.cancelAtPeriodEnd), facts.map((one) => one.periodEnd), began,
      ],
    );
    return rows.map((row) => row.customer);
  }

  /**
   * Those of whom we hold what cannot be right: a live membership that the walk did not come by, or one that opens its tier until another
   * moment than its grant says.
   */
  private async inconsistent(account: string, began: Date): Promise<string[]> {
    const rows = await this.db.sql<{ customer: string }>(
      'walk.inconsistent',
      `select distinct s.customer_id as customer from subscription s
       join stripe_customer c on c.stripe_account = s.stripe_account and c.customer_id = s.customer_id
       left join access_grant g on g.source = 'subscription ' || s.stripe_account || ' ' || s.subscription_id and g.tier_id = s.tier_id
       left join access_hold h on h.grant_id = g.id
       where s.stripe_account = $1 and (c.synced_at is null or c.synced_at < $2) and (
         (s.status in ('active', 'trialing', 'past_due', 'paused', 'unpaid', 'unsold') and (s.walked_at is null or s.walked_at < $2))
         or (not s.surplus and s.opens_until is distinct from g.valid_until and h.grant_id is null)) limit 1000`,
      [account, began],
    );
    return rows.map((row) => row.customer);
  }

  private async checkAll(account: string, customers: string[], all: Checked): Promise<void> {
    for (const customer of customers) {
      if (all.failed >= MOST_FAILURES) return;
      try {
        if (await this.drifts.check(account, customer)) all.mended++;
      } catch (error) {
        this.log.warn({ err: error, customer }, 'a customer could not be checked');
        all.failed++;
      }
    }
  }
}
