import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Conflict, Database, DomainError, formatMoney, InvalidInput, MINUTE, step } from '../../platform/index.js';
import type { CreatorWithPictures } from '../../members/index.js';
import { Seats } from '../checkout/seats.service.js';
import { Operations } from '../stripe/operations.service.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { Sync } from '../sync/sync.service.js';
import { Arrangements } from './arrangements.service.js';
import { type Quote, Quotes, type Wanted } from './quotes.service.js';
import { Rearrangements } from './rearrangements.service.js';
import type { Way } from './way.js';

/** What somebody agreed to, as it was shown to them. */
export interface Agreed extends Wanted {
  /** Charged at once, and each period from then on; minor units. */
  due: number;
  price: number;
  /** The quote's own second. */
  at: number;
}

interface Sent {
  account: string;
  subscription: string;
  tier: string;
  price: string;
  way: Way;
  item: string;
  at: number;
  restarts: boolean;
}

/** How long a quote holds: its second is the browser's word, and must lie neither ahead nor far back. */
const QUOTE_HOLDS = 30 * MINUTE;
const SKEW = 5000;
/** A change that was begun so long ago and is not made was broken off, and is nothing that its fan still waits for. */
const GIVEN_UP = 2 * MINUTE;

/** Changes of tier and period that a fan makes: shown first, agreed to the minor unit, made once. */
@Injectable()
export class Changes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly quotes: Quotes,
    private readonly arrangements: Arrangements,
    private readonly rearrangements: Rearrangements,
    private readonly operations: Operations,
    private readonly seats: Seats,
    private readonly stripe: StripeClient,
    private readonly sync: Sync,
  ) {}

  /**
   * Makes a change as agreed: at once, which may leave it waiting for its payment, or when the period ends.
   * @throws InvalidInput (409) `quote_changed` when it is not what was shown any more; Conflict `change_overtaken` when another of this
   *   fan's tabs was first, `sold_out`; what `Quotes.quote` throws
   */
  async agree(actor: Actor, creator: CreatorWithPictures, agreed: Agreed): Promise<void> {
    const row = await this.quotes.changeable(actor, creator.id).catch((error: unknown) => this.madeAlready(actor, creator.id, agreed, error));
    if (!row || await this.isMade(row, agreed)) return;
    const quote = await this.holding(actor, creator, agreed);
    await this.make(actor, quote);
    await this.sync.syncAfterChange(row.stripeAccount, row.customerId);
    const now = await this.again(row);
    if (!stands(now, agreed)) throw new Conflict('change_overtaken');
  }

  /** Takes back what was agreed and is not so yet. @throws DomainError `change_nothing` when nothing is, or it has begun */
  async undo(actor: Actor, creatorId: string): Promise<void> {
    const rows = await step('changes.coming', () => this.db.repo(Subscription).findBy({ accountId: actor.accountId, creatorId, surplus: false }));
    const row = rows.find(({ coming }) => coming && coming.kind !== 'announced');
    if (!row?.coming) throw new DomainError('change_nothing', 409);
    const { source } = row.coming;
    // One that broke off just before its last line must not be taken up again after this.
    await this.db.sql(
      'changes.leave', "update operation set failure = 'taken back', finished_at = $2 where kind = 'change' and params ->> 'subscription' = $1 and result_id is null and failure is null",
      [row.subscriptionId, this.clock.system()],
    );
    await this.operations.run('undo', `${actor.accountId} ${source}`, { subscription: row.subscriptionId }, async ({ subscription }) => {
      await this.arrangements.callOff(subscription);
      return source;
    });
    await this.sync.syncAfterChange(row.stripeAccount, row.customerId);
  }

  /** The quote that was shown, if it still is what Stripe would charge. */
  private async holding(actor: Actor, creator: CreatorWithPictures, agreed: Agreed): Promise<Quote> {
    const age = this.clock.now().getTime() - agreed.at * 1000;
    const isStale = age > QUOTE_HOLDS || age < -SKEW;
    const quote = await this.quotes.quote(actor, creator, agreed, isStale ? null : agreed.at);
    if (!isStale && quote.due === agreed.due && quote.price.amount === agreed.price) return quote;
    const { currency } = quote.price;
    const values = { due: formatMoney({ amount: quote.due, currency }, actor.language), price: formatMoney({ amount: quote.price.amount, currency }, actor.language) };
    throw new InvalidInput({ due: { rule: 'quoteChanged', values } }, 409, 'quote_changed');
  }

  /** One change at a time: whoever comes second meanwhile carries out the first one's, with the same key. */
  private async make(actor: Actor, { subscription, tier, stripePrice: price, way, item, at, restarts }: Quote): Promise<void> {
    const sent: Sent = { account: actor.accountId, subscription: subscription.subscriptionId, tier: tier.id, price, way, item, at, restarts };
    // Asked before the transaction, which no call to Stripe may be in.
    await this.stripe.account();
    const subject = `${actor.accountId} ${sent.subscription} ${await this.countOf(sent.subscription)}`;
    await step('changes.begin', () => this.db.inTransaction(async () => {
      const first = await this.operations.prepare('change', subject, sent, GIVEN_UP);
      if (first.tier === tier.id) await this.seats.hold(tier, actor.accountId);
    }));
    await this.operations.run('change', subject, sent, (params, idempotencyKey) => this.carryOut(params, idempotencyKey));
  }

  private async carryOut(sent: Sent, idempotencyKey: string): Promise<string> {
    const { subscription, price } = sent;
    if (sent.way === 'later') return this.arrangements.schedule(subscription, price, idempotencyKey);
    await this.rearrangements.keeping(subscription, idempotencyKey, () => step('changes.update', () => this.stripe.api.subscriptions.update(subscription, {
      items: [{ id: sent.item, price }], proration_behavior: 'always_invoice', proration_date: sent.at, payment_behavior: 'pending_if_incomplete',
      ...(sent.restarts && { billing_cycle_anchor: { type: 'now' as const } }),
    }, { idempotencyKey })));
    return subscription;
  }

  /** Whether this very press was carried out before: its answer was lost, or the button pressed twice. */
  private async isMade(row: Subscription, agreed: Agreed): Promise<boolean> {
    // What was made and taken back since may be pressed for again.
    if (!stands(row, agreed)) return false;
    const rows = await this.db.sql(
      'changes.made', `select id from operation where kind = 'change' and params ->> 'subscription' = $1 and params ->> 'tier' = $2 and (params ->> 'at')::bigint = $3 and result_id is not null`,
      [row.subscriptionId, agreed.tierId, agreed.at],
    );
    return rows.length > 0;
  }

  /** The same press again may find that it waits for its payment already. @throws the error itself otherwise */
  private async madeAlready(actor: Actor, creatorId: string, agreed: Agreed, error: unknown): Promise<null> {
    const rows = await step('changes.again', () => this.db.repo(Subscription).findBy({ accountId: actor.accountId, creatorId, surplus: false }));
    for (const row of rows) if (row.coming?.kind === 'unpaid' && await this.isMade(row, agreed)) return null;
    throw error;
  }

  private async countOf(subscriptionId: string): Promise<number> {
    const [row] = await this.db.sql<{ count: number }>(
      'changes.count', `select count(*)::int as count from operation where kind = 'change' and params ->> 'subscription' = $1 and result_id is not null`, [subscriptionId],
    );
    return row!.count;
  }

  private async again({ stripeAccount, subscriptionId }: Subscription): Promise<Subscription> {
    return step('changes.row', () => this.db.repo(Subscription).findOneByOrFail({ stripeAccount, subscriptionId }));
  }
}

/** Whether a membership is what was agreed, or is to be. */
function stands(row: Subscription, agreed: Wanted): boolean {
  return [row, row.coming].some((one) => one?.tierId === agreed.tierId && one.period === agreed.period);
}
