import { Injectable } from '@nestjs/common';
import { Jobs, OnJob, step } from '../../platform/index.js';
import { Arrangements } from '../changes/arrangements.service.js';
import { Refunds } from '../refunds/refunds.service.js';
import { idOf } from '../stripe/reference.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import type { Subscription } from '../subscription.entity.js';
import { Sync } from '../sync/sync.service.js';

interface Late {
  account: string;
  customer: string;
  subscription: string;
  /** What the bank was asked for in vain. */
  invoice: string;
}

/** Leaving while a renewal goes unpaid: it ends at once, and nobody asks for that renewal any more. */
@Injectable()
export class LateEndings {
  constructor(
    private readonly jobs: Jobs,
    private readonly stripe: StripeClient,
    private readonly arrangements: Arrangements,
    private readonly refunds: Refunds,
    private readonly sync: Sync,
  ) {}

  /** @returns false where Stripe knows of no failed renewal (any more), and nothing was done */
  async end({ stripeAccount: account, customerId: customer, subscriptionId: subscription }: Subscription): Promise<boolean> {
    const { status, latest_invoice: latest } = await this.arrangements.look(subscription);
    const invoice = idOf(latest);
    if (status !== 'past_due' || !invoice) return false;
    const late = { account, customer, subscription, invoice };
    const key = `late ${subscription}`;
    // Finishes what a crash leaves half done.
    await this.jobs.addSafeguard('billing.endLate', late, { lane: `customer ${customer}`, key });
    await this.carryOut(late);
    await this.jobs.remove(key);
    return true;
  }

  @OnJob('billing.endLate')
  async carryOut({ account, customer, subscription, invoice }: Late): Promise<void> {
    const { api } = this.stripe;
    await step('lateEnding.cancel', () => api.subscriptions.cancel(subscription, { prorate: false })).catch(unlessRefused);
    const { data: open } = await step('lateEnding.open', () => api.invoices.list({ subscription, status: 'open', limit: 100 }));
    for (const { id } of open) await step('lateEnding.void', () => api.invoices.voidInvoice(id!)).catch(unlessRefused);
    // Paid in the second in which its fan left: that goes back, whole.
    const { data: paid } = await step('lateEnding.paid', () => api.invoicePayments.list({ invoice, status: 'paid', limit: 100 }));
    for (const { payment } of paid) {
      const intent = idOf(payment.payment_intent);
      if (intent) await step('lateEnding.refund', () => this.refunds.give(`late ${intent}`, { payment_intent: intent, metadata: { reason: 'left_late' } }));
    }
    await this.sync.syncAfterChange(account, customer);
  }
}

/** It has ended, or was paid, meanwhile. */
function unlessRefused(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
