import { Injectable } from '@nestjs/common';
import { Database, Events, Jobs, OnJob, step, Unavailable } from '../../platform/index.js';
import { Audit } from '../../members/index.js';
import { Arrangements } from '../changes/arrangements.service.js';
import { Effects } from '../effects.service.js';
import { MembershipEndedByPage } from '../events.js';
import type { Payment } from '../payments/payment.entity.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { hasEnded } from '../sync/entitlement.js';
import { Sync } from '../sync/sync.service.js';

/** A membership that its page ends, by Stripe's ids. */
interface Ending {
  account: string;
  customer: string;
  subscription: string;
}

/** Memberships that a page's owner ends at once. */
@Injectable()
export class PageEndings {
  constructor(
    private readonly db: Database, private readonly jobs: Jobs, private readonly stripe: StripeClient, private readonly effects: Effects,
    private readonly events: Events, private readonly audit: Audit, private readonly arrangements: Arrangements, private readonly sync: Sync,
  ) {}

  /** What a payment was for, as long as its person is known. */
  async endable({ stripeAccount, subscriptionId, accountId }: Payment): Promise<Subscription | null> {
    if (!subscriptionId || !accountId) return null;
    return step('pageEnding.paidFor', () => this.db.repo(Subscription).findOneBy({ stripeAccount, subscriptionId }));
  }

  /**
   * Ends what a payment was for; what ended already is as it should be.
   * @param by the account that wishes so
   */
  async end(by: string, payment: Payment): Promise<void> {
    const row = await this.endable(payment);
    if (!row) return;
    // What a try of ours ended may still have an invoice to void.
    if (row.endedAt && !await this.effects.happened('ended_by_page', row.subscriptionId)) return;
    await step('pageEnding.word', () => this.db.inTransaction(() => this.say(by, row)));
    await this.cancel(row.subscriptionId);
  }

  /**
   * Ends a membership whatever was paid for it: once, however often it is asked for, and by a job if nobody asks again.
   * @param by the account that wishes so
   * @throws Unavailable where Stripe will not for now; the job goes on trying
   */
  async endNow(by: string, row: Subscription): Promise<void> {
    if (row.endedAt) return;
    const { stripeAccount: account, customerId: customer, subscriptionId: subscription } = row;
    const ending: Ending = { account, customer, subscription };
    const key = `ending ${subscription}`;
    await step('pageEnding.begin', () => this.db.inTransaction(async () => {
      await this.say(by, row);
      await this.jobs.addSafeguard('billing.endByPage', ending, { lane: `customer ${customer}`, key });
    }));
    await this.carryOut(ending);
    await this.jobs.remove(key);
  }

  @OnJob('billing.endByPage')
  async carryOut({ account, customer, subscription }: Ending): Promise<void> {
    await this.cancel(subscription);
    await this.sync.syncAfterChange(account, customer);
  }

  /** The word goes before the deed, so that the fan's letter can say who ended it. */
  private async say(by: string, { accountId, creatorId, tierId, subscriptionId }: Subscription): Promise<void> {
    if (!await this.effects.once('ended_by_page', subscriptionId)) return;
    await this.audit.note({ accountId: by }, creatorId, 'membershipEnded', accountId);
    await this.events.publish(new MembershipEndedByPage(accountId, creatorId, tierId, subscriptionId));
  }

  /** What was asked for and not paid is asked for no more: Stripe leaves such an invoice payable. */
  private async cancel(subscription: string): Promise<void> {
    const { api } = this.stripe;
    await step('pageEnding.cancel', () => api.subscriptions.cancel(subscription, { prorate: false })).catch(async (error: unknown) => {
      // Ended meanwhile, by Stripe or by its fan: it is what was wanted.
      if (!isRefusal(error)) throw error;
      if (!hasEnded((await this.arrangements.look(subscription)).status)) throw new Unavailable('stripe_away');
    });
    const { data: open } = await step('pageEnding.open', () => api.invoices.list({ subscription, status: 'open', limit: 100 }));
    for (const { id } of open) await step('pageEnding.void', () => api.invoices.voidInvoice(id!)).catch((error: unknown) => {
      // Paid meanwhile: it can be given back.
      if (!isRefusal(error)) throw error;
    });
  }
}
