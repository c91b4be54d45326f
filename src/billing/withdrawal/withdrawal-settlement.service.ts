import { Injectable } from '@nestjs/common';
import { Clock, Database, OnJob, step } from '../../platform/index.js';
import { Refunds } from '../refunds/refunds.service.js';
import { idOf } from '../stripe/reference.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';

/** Carries a withdrawal out at Stripe, as often as it takes: the subscription ends, and each of its payments goes back once. */
@Injectable()
export class WithdrawalSettlement {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly stripe: StripeClient, private readonly refunds: Refunds, private readonly sync: Sync) {}

  @OnJob('billing.withdraw')
  async carryOut({ account, customer, subscription }: { account: string; customer: string; subscription: string }): Promise<void> {
    const { api } = this.stripe;
    await step('withdrawal.cancel', () => api.subscriptions.cancel(subscription, { prorate: false })).catch((error: unknown) => {
      // It has ended already: on an earlier try, or by itself.
      if (!isRefusal(error)) throw error;
    });
    const invoices = await step('withdrawal.invoices', () => api.invoices.list({ subscription, limit: 100 }).autoPagingToArray({ limit: 100 }));
    for (const invoice of invoices) {
      const payments = await step('withdrawal.payments', () => api.invoicePayments.list({ invoice: invoice.id, status: 'paid', limit: 100 }));
      for (const { payment } of payments.data) {
        const intent = idOf(payment.payment_intent);
        if (intent) await step('withdrawal.refund', () => this.refunds.give(`withdrawal ${intent}`, { payment_intent: intent, metadata: { reason: 'withdrawal' } }));
      }
    }
    await this.sync.syncAfterChange(account, customer);
    await this.db.sql('withdrawal.done', 'update withdrawal set done_at = coalesce(done_at, $3) where stripe_account = $1 and subscription_id = $2', [account, subscription, this.clock.now()]);
  }
}
