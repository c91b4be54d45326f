import { Injectable } from '@nestjs/common';
import { Database, hashToken, Jobs } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import type { Stripe } from '../stripe/stripe.client.js';

/** Who had free days at which page: once each person, by account and by card. Of a card only a hash of Stripe's fingerprint is kept. */
@Injectable()
export class TrialLedger {
  constructor(private readonly db: Database, private readonly jobs: Jobs, private readonly effects: Effects) {}

  /** Whether somebody can still have free days at a page: who had them, or ever paid there, cannot. */
  async mayHave(accountId: string, creatorId: string): Promise<boolean> {
    const [row] = await this.db.sql<{ may: boolean }>(
      'trials.may',
      `select not exists (select 1 from trial where account_id = $1 and creator_id = $2)
         and not exists (select 1 from subscription where account_id = $1 and creator_id = $2 and status not in ('incomplete', 'incomplete_expired')) as may`,
      [accountId, creatorId],
    );
    return row!.may;
  }

  /**
   * Writes down the free days that run, in the sync's transaction after its projection; days that a person or a card had
   * before at the same page are ended by a job, and nothing is charged for them.
   * @param subscriptions of one customer, with their payment methods
   * @param fallback the customer's own payment method
   */
  async note(account: string, subscriptions: Stripe.Subscription[], fallback: Stripe.PaymentMethod | null): Promise<void> {
    for (const { id, status, customer, default_payment_method: own } of subscriptions) {
      if (status !== 'trialing') continue;
      const fingerprint = ((typeof own === 'object' ? own : null) ?? fallback)?.card?.fingerprint;
      const [noted] = await this.db.sql<{ creator_id: string }>(
        'trials.note',
        `insert into trial (stripe_account, subscription_id, creator_id, account_id, card, began_at)
         select stripe_account, subscription_id, creator_id, account_id, $3, started_at from subscription where stripe_account = $1 and subscription_id = $2 and not surplus
         on conflict (stripe_account, subscription_id) do update set card = coalesce(trial.card, excluded.card), account_id = excluded.account_id returning creator_id`,
        [account, id, fingerprint ? hashToken(fingerprint).toString('base64url') : null],
      );
      if (noted && await this.isRepeated(account, id, noted.creator_id) && await this.effects.once('trial_repeated', id)) {
        await this.jobs.add('billing.endRepeatedTrial', { account, subscription: id }, { lane: `customer ${typeof customer === 'string' ? customer : customer.id}` });
      }
    }
  }

  private async isRepeated(account: string, id: string, creatorId: string): Promise<boolean> {
    // Two people with one card may be synced at once: the second sees the first.
    await this.db.sql('trials.lock', "select pg_advisory_xact_lock(hashtextextended('trials ' || $1::text, 0)) is null as locked", [creatorId]);
    const [row] = await this.db.sql<{ repeated: boolean }>(
      'trials.repeated',
      `select exists (select 1 from trial t join trial o on o.creator_id = t.creator_id and (o.card = t.card or o.account_id = t.account_id)
         and (o.began_at, o.subscription_id) < (t.began_at, t.subscription_id)
       where t.stripe_account = $1 and t.subscription_id = $2) as repeated`,
      [account, id],
    );
    return row!.repeated;
  }
}
