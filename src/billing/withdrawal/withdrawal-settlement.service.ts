import { Injectable } from '@nestjs/common';
import { Clock, Database, OnJob, step } from '../../platform/index.js';
import { idOf } from '../payments/understand.js';
import { Operations } from '../stripe/operations.service.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';

/** What Stripe answers where nothing is left to give back: it went back before, or the bank has taken it. */
const NOTHING_LEFT = ['charge_already_refunded', 'charge_disputed'];

/** Carries a withdrawal out at Stripe, as often as it takes: the subscription ends, and each of its payments goes back once. */
@Injectable()
export class WithdrawalSettlement {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly stripe: StripeClient, private readonly operations: Operations, private readonly sync: Sync) {}

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
      for (const { payment } of payments.data) await this.giveBack(idOf(payment.payment_intent));
    }
    await this.sync.syncAfterChange(account, customer);
    await this.db.sql('withdrawal.done', 'update withdrawal set done_at = coalesce(done_at, $3) where stripe_account = $1 and subscription_id = $2', [account, subscription, this.clock.now()]);
  }

  private async giveBack(intent: string | null): Promise<void> {
    if (!intent) return;
    const params = { payment_intent: intent, metadata: { reason: 'withdrawal' } };
    await this.operations.run('refund', `withdrawal ${intent}`, params, async (sent, idempotencyKey) => (await this.stripe.api.refunds.create(sent, { idempotencyKey })).id).catch((error: unknown) => {
      if (!isRefusal(error) || !NOTHING_LEFT.includes(error.code ?? '')) throw error;
    });
  }
}
