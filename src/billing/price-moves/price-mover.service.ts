import { Injectable } from '@nestjs/common';
import { Clock, Database, fromUnix, Jobs, OnJob, step } from '../../platform/index.js';
import { type TierPrice, Tiers } from '../../tiers/index.js';
import { Arrangements } from '../changes/arrangements.service.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Operations } from '../stripe/operations.service.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';

interface Due {
  moveId: string;
  account: string;
  subscription: string;
}

interface Row {
  customer: string;
  accountId: string;
  startsAt: Date;
  tierId: string;
  from: TierPrice;
  to: TierPrice;
}

/** An announcement that may be carried out now: its member was told, and the charge that comes next is the one they were told of, or a later one. */
const RIPE = `n.told_at is not null and n.moved_at is null and n.dropped_at is null and s.period_end >= n.starts_at and s.status = 'active' and not s.cancel_at_period_end
  and not s.surplus and (s.coming is null or s.coming ->> 'kind' = 'announced')`;

/**
 * Carries announcements out: in the period before the charge that was announced, and without any charge of its own. If nothing
 * runs for weeks, members go on paying the old price.
 */
@Injectable()
export class PriceMover {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly stripe: StripeClient,
    private readonly arrangements: Arrangements,
    private readonly operations: Operations,
    private readonly catalog: Catalog,
    private readonly tiers: Tiers,
    private readonly sync: Sync,
  ) {}

  @OnJob('billing.movePrices')
  async queue(): Promise<void> {
    if (!this.stripe.enabled) return;
    const due = await this.db.sql<Due & { customer: string }>(
      'mover.due',
      `select n.move_id as "moveId", n.stripe_account as account, n.subscription_id as subscription, s.customer_id as customer
       from price_notice n join subscription s on s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id where ${RIPE} order by n.starts_at limit 500`,
    );
    for (const { customer, ...one } of due) await this.jobs.add('billing.movePrice', one, { lane: `customer ${customer}`, key: `move ${one.moveId} ${one.subscription}` });
  }

  @OnJob('billing.movePrice')
  async moveNow({ moveId, account, subscription }: Due): Promise<void> {
    const row = await this.ripe({ moveId, account, subscription });
    const tier = row && await this.tiers.byId(row.tierId);
    if (!row || !tier) return this.finish(moveId, account, subscription);
    const now = await this.arrangements.look(subscription);
    const { enabled: isTaxed } = now.automatic_tax;
    const [from, to] = [await this.catalog.ensurePrice(tier, row.from, isTaxed), await this.catalog.ensurePrice(tier, row.to, isTaxed)];
    const item = now.items.data[0]!;
    // Stripe's own word on all that matters: what is paid now, and which charge comes next.
    const isRipe = now.status === 'active' && item.price.id === from && fromUnix(item.current_period_end) >= row.startsAt && item.current_period_end * 1000 > this.clock.now().getTime()
      && !now.schedule && !now.pending_update && !now.cancel_at_period_end;
    const isBegun = isRipe && await this.begin(row, { moveId, account, subscription });
    if (isBegun) {
      const params = { subscription, items: [{ id: item.id, price: to }] };
      await this.operations.run('price_move', subjectOf(row.accountId, moveId, subscription), params, async ({ items }, idempotencyKey) =>
        (await this.stripe.api.subscriptions.update(subscription, { items, proration_behavior: 'none' }, { idempotencyKey })).id);
    }
    await step('mover.sync', () => this.sync.syncAfterChange(account, row.customer));
    if (!isBegun) await this.finish(moveId, account, subscription);
  }

  /** A try that died once Stripe had moved it: what it began is written down as done. */
  private async finish(moveId: string, account: string, subscription: string): Promise<void> {
    const [moved] = await this.db.sql<{ account_id: string }>(
      'mover.moved', 'select account_id from price_notice where move_id = $1 and stripe_account = $2 and subscription_id = $3 and moving_at is not null and moved_at is not null',
      [moveId, account, subscription],
    );
    const subject = moved && subjectOf(moved.account_id, moveId, subscription);
    if (subject && await this.operations.sent('price_move', subject)) await this.operations.run('price_move', subject, {}, async () => subscription);
  }

  /** From here on it cannot be called off. @returns false when it just was */
  private async begin({ startsAt }: Row, { moveId, account, subscription }: Due): Promise<boolean> {
    const rows = await this.db.sql(
      'mover.begin',
      `update price_notice set moving_at = coalesce(moving_at, $5) where move_id = $1 and stripe_account = $2 and subscription_id = $3 and starts_at = $4
         and moved_at is null and dropped_at is null returning move_id`,
      [moveId, account, subscription, startsAt, this.clock.now()],
    );
    return rows.length > 0;
  }

  private async ripe({ moveId, account, subscription }: Due): Promise<Row | undefined> {
    const [row] = await this.db.sql<Row>(
      'mover.ripe',
      `select s.customer_id as customer, s.account_id as "accountId", n.starts_at as "startsAt", m.tier_id as "tierId",
         json_build_object('id', f.id, 'amount', f.amount, 'currency', f.currency, 'period', f.period) as "from",
         json_build_object('id', t.id, 'amount', t.amount, 'currency', t.currency, 'period', t.period) as "to"
       from price_notice n join price_move m on m.id = n.move_id join tier_price f on f.id = m.from_price_id join tier_price t on t.id = m.to_price_id
       join subscription s on s.stripe_account = n.stripe_account and s.subscription_id = n.subscription_id
       where n.move_id = $1 and n.stripe_account = $2 and n.subscription_id = $3 and ${RIPE}`,
      [moveId, account, subscription],
    );
    return row;
  }
}

function subjectOf(accountId: string, moveId: string, subscription: string): string {
  return `${accountId} ${moveId} ${subscription}`;
}
