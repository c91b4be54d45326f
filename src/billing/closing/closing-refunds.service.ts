import { Injectable } from '@nestjs/common';
import { fromUnix, step } from '../../platform/index.js';
import { isFallen } from '../payments/fallen-refunds.js';
import { Refunds } from '../refunds/refunds.service.js';
import { idOf } from '../stripe/reference.js';
import { type Stripe, StripeClient } from '../stripe/stripe.client.js';
import { refundDue } from './refund-due.js';

/** Gives back what of a subscription's payments lies after an instant, each payment once, whatever is retried. */
@Injectable()
export class ClosingRefunds {
  constructor(private readonly stripe: StripeClient, private readonly refunds: Refunds) {}

  /** @returns how much goes back in all, in the subscription's currency */
  async giveBack(subscriptionId: string, at: Date): Promise<number> {
    const { api } = this.stripe;
    const invoices = await step('closing.invoices', () => api.invoices.list({ subscription: subscriptionId, limit: 100 }).autoPagingToArray({ limit: 1000 }));
    let sum = 0;
    for (const invoice of invoices) {
      const spans = invoice.lines.data.map(({ amount, period }) => ({ amount, from: fromUnix(period.start), until: fromUnix(period.end) }));
      if (!spans.some((span) => span.until > at)) continue;
      const payments = await step('closing.payments', () => api.invoicePayments.list({ invoice: invoice.id, status: 'paid', limit: 100 }));
      for (const payment of payments.data) sum += await this.refund(payment, spans, at);
    }
    return sum;
  }

  private async refund(payment: Stripe.InvoicePayment, spans: Parameters<typeof refundDue>[2], at: Date): Promise<number> {
    const intent = idOf(payment.payment.payment_intent);
    if (!intent || !payment.amount_paid) return 0;
    const subject = `closing ${intent}`;
    // What an earlier try decided is not reckoned anew: by then it may have gone.
    const earlier = await this.refunds.asked(subject);
    if (earlier) return this.send(subject, intent, earlier.amount!);
    const refunds = await step('closing.refunds', () => this.stripe.api.refunds.list({ payment_intent: intent, limit: 100 }));
    const kept = refunds.data.filter((one) => !isFallen(one));
    // Made by a try to which Stripe answered that it is broken.
    const made = kept.find((one) => one.metadata?.cause === subject);
    if (made) return this.send(subject, intent, made.amount);
    const back = kept.reduce((total, one) => total + one.amount, 0);
    const amount = refundDue(payment.amount_paid, back, spans, at);
    return amount > 0 ? this.send(subject, intent, amount) : 0;
  }

  private async send(subject: string, intent: string, amount: number): Promise<number> {
    const given = await step('closing.refund', () => this.refunds.give(subject, { payment_intent: intent, amount, metadata: { reason: 'page_closed' } }));
    return given ? amount : 0;
  }
}
