import { Injectable } from '@nestjs/common';
import { Clock, fromUnix, Jobs, OnJob, step } from '../platform/index.js';
import { Refunds } from './refunds/refunds.service.js';
import { idOf } from './stripe/reference.js';
import { isMissing, StripeClient } from './stripe/stripe.client.js';
import type { Subscription } from './subscription.entity.js';

/**
 * Ten tabs, two browsers, one fan: what was bought twice ends at once, and the money for the time that runs goes back, whole.
 * What a guest's membership gave before it turned out to be one too many was given, and stays paid.
 */
@Injectable()
export class Surplus {
  constructor(private readonly jobs: Jobs, private readonly clock: Clock, private readonly stripe: StripeClient, private readonly refunds: Refunds) {}

  async returnLater(row: Subscription): Promise<void> {
    await this.jobs.add('billing.returnSurplus', { subscription: row.subscriptionId }, { lane: `customer ${row.customerId}` });
  }

  @OnJob('billing.returnSurplus')
  async returnNow({ subscription: id }: { subscription: string }): Promise<void> {
    const { api } = this.stripe;
    const subscription = await step('surplus.look', () => api.subscriptions.retrieve(id));
    // On a second try it has ended already: what was owed then is owed still.
    const endedAt = subscription.ended_at ? fromUnix(subscription.ended_at) : this.clock.now();
    if (subscription.status !== 'canceled') {
      await step('surplus.cancel', () => api.subscriptions.cancel(id, { prorate: false }).catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      }));
    }
    const invoices = await step('surplus.invoices', () => api.invoices.list({ subscription: id, limit: 100 }).autoPagingToArray({ limit: 100 }));
    for (const invoice of invoices) {
      if (!invoice.lines.data.some(({ period }) => fromUnix(period.end) > endedAt)) continue;
      const payments = await step('surplus.payments', () => api.invoicePayments.list({ invoice: invoice.id, status: 'paid', limit: 100 }));
      for (const { payment } of payments.data) {
        const intent = idOf(payment.payment_intent);
        if (!intent) continue;
        await step('surplus.refund', () => this.refunds.give(intent, { payment_intent: intent, metadata: { reason: 'surplus' } }));
      }
    }
  }
}
