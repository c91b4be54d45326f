import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Clock, Database, DomainError, Events, Jobs, type Money, step } from '../../platform/index.js';
import { Accounts } from '../../members/index.js';
import { MembershipWithdrawn } from '../events.js';
import { Subscription } from '../subscription.entity.js';
import { UNSOLD } from '../sync/entitlement.js';
import { withdrawableUntil } from './withdrawable-until.js';

type Who = Pick<Actor, 'accountId'>;

/** Somebody's withdrawal from one paid membership, as it was received. */
export interface Withdrawal {
  subscriptionId: string;
  tierId: string | null;
  at: Date;
  /** Null until Stripe has been told. */
  doneAt: Date | null;
  sum: Money;
}

/** A paid membership that may be withdrawn from. */
export interface Withdrawable {
  subscription: Subscription;
  until: Date;
  /** What comes back: all that was paid for it. */
  sum: Money;
}

const COLUMNS = `subscription_id as "subscriptionId", tier_id as "tierId", at, done_at as "doneAt", json_build_object('amount', amount, 'currency', currency) as sum`;

/**
 * The right to withdraw within fourteen days, without a reason (Directive 2011/83/EU, articles 9 to 16; the function on the
 * page by Directive (EU) 2023/2673). It holds from the moment it is pressed: its row is written first, and Stripe is told after.
 */
@Injectable()
export class Withdrawals {
  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs, private readonly events: Events, private readonly accounts: Accounts,
  ) {}

  /** What somebody may withdraw from at a page now, or null. */
  async open({ accountId }: Who, creatorId: string): Promise<Withdrawable | null> {
    const [account, subscription] = await Promise.all([this.accounts.byId(accountId), this.running({ accountId }, creatorId)]);
    if (!account || !subscription) return null;
    const until = withdrawableUntil(subscription.startedAt, account.timeZone);
    if (this.clock.now() >= until || await this.find(subscription.subscriptionId)) return null;
    const [paid] = await this.db.sql<{ amount: number }>(
      'withdrawals.paid', "select coalesce(sum(amount - refunded), 0)::int as amount from payment where stripe_account = $1 and subscription_id = $2 and status = 'paid'",
      [subscription.stripeAccount, subscription.subscriptionId],
    );
    return { subscription, until, sum: { amount: paid!.amount, currency: subscription.currency } };
  }

  /** The newest withdrawal of somebody at a page. */
  async latest({ accountId }: Who, creatorId: string): Promise<Withdrawal | null> {
    const [row] = await this.db.sql<Withdrawal>(
      'withdrawals.latest', `select ${COLUMNS} from withdrawal where account_id = $1 and creator_id = $2 order by at desc limit 1`, [accountId, creatorId],
    );
    return row ?? null;
  }

  async find(subscriptionId: string): Promise<Withdrawal | null> {
    const [row] = await this.db.sql<Withdrawal>('withdrawals.find', `select ${COLUMNS} from withdrawal where subscription_id = $1`, [subscriptionId]);
    return row ?? null;
  }

  /**
   * Takes back what somebody agreed to: it ends at once, and all that was paid for it comes back. Twice is once.
   * @throws DomainError when the time is over, or nothing is paid for
   */
  async withdraw(who: Who, creatorId: string): Promise<void> {
    const found = await this.open(who, creatorId);
    if (!found) {
      // The second of two presses finds that the first one did it.
      const before = await this.latest(who, creatorId);
      if (before && (!before.doneAt || !await this.running(who, creatorId))) return;
      throw new DomainError('withdrawal_over', 409);
    }
    const { subscription: { stripeAccount, subscriptionId, customerId, tierId }, sum } = found;
    await step('withdrawals.receive', () => this.db.inTransaction(async () => {
      const [fresh] = await this.db.sql(
        'withdrawals.write',
        `insert into withdrawal (stripe_account, subscription_id, account_id, creator_id, tier_id, amount, currency, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing returning subscription_id`,
        [stripeAccount, subscriptionId, who.accountId, creatorId, tierId, sum.amount, sum.currency, this.clock.now()],
      );
      if (!fresh) return;
      await this.jobs.add('billing.withdraw', { account: stripeAccount, customer: customerId, subscription: subscriptionId }, { lane: `customer ${customerId}`, key: `withdrawal ${subscriptionId}` });
      await this.events.publish(new MembershipWithdrawn(who.accountId, creatorId, subscriptionId));
    }));
  }

  private async running({ accountId }: Who, creatorId: string): Promise<Subscription | null> {
    return step('withdrawals.running', () => this.db.repo(Subscription).findOne({
      where: { accountId, creatorId, surplus: false, status: In(['active', 'trialing', 'past_due', UNSOLD]) }, order: { startedAt: 'desc' },
    }));
  }
}
