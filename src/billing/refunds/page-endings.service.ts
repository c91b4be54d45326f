import { Injectable } from '@nestjs/common';
import { Database, Events, step } from '../../platform/index.js';
import { Audit } from '../../members/index.js';
import { Effects } from '../effects.service.js';
import { MembershipEndedByPage } from '../events.js';
import type { Payment } from '../payments/payment.entity.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';

/** Memberships that a page's owner ends at once. */
@Injectable()
export class PageEndings {
  constructor(
    private readonly db: Database, private readonly stripe: StripeClient, private readonly effects: Effects, private readonly events: Events, private readonly audit: Audit,
  ) {}

  /** What a payment was for, as long as its person is known. */
  async endable({ stripeAccount, subscriptionId, accountId }: Payment): Promise<Subscription | null> {
    if (!subscriptionId || !accountId) return null;
    return step('pageRefund.subscription', () => this.db.repo(Subscription).findOneBy({ stripeAccount, subscriptionId }));
  }

  /**
   * Ends what a payment was for; what ended already is as it should be.
   * @param by the account that wishes so
   */
  async end(by: string, creatorId: string, payment: Payment): Promise<void> {
    const row = await this.endable(payment);
    if (!row || row.endedAt) return;
    // The word goes before the deed, so that the fan's letter can say who ended it.
    await step('pageRefund.word', () => this.db.inTransaction(async () => {
      if (!await this.effects.once('ended_by_page', row.subscriptionId)) return;
      await this.audit.note({ accountId: by }, creatorId, 'membershipEnded', row.accountId);
      await this.events.publish(new MembershipEndedByPage(row.accountId, creatorId, row.tierId, row.subscriptionId));
    }));
    await step('pageRefund.cancel', () => this.stripe.api.subscriptions.cancel(row.subscriptionId, { prorate: false })).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }
}
