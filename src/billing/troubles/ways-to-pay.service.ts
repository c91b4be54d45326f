import { Injectable } from '@nestjs/common';
import { Config, DomainError, step } from '../../platform/index.js';
import { Operations } from '../stripe/operations.service.js';
import { StripeClient } from '../stripe/stripe.client.js';
import type { Subscription } from '../subscription.entity.js';
import { isLive } from '../sync/entitlement.js';

/** Where Stripe takes another card, or asks for a bank's confirmation. Each address is a key for whoever holds it: made when it is asked for, never written down. */
@Injectable()
export class WaysToPay {
  constructor(private readonly config: Config, private readonly stripe: StripeClient, private readonly operations: Operations) {}

  /**
   * The page of Stripe's portal that takes another card, and does nothing else.
   * @param path where people come from, and back to: `<path>/return` when there is another card
   * @throws DomainError `already_ended` for what nothing is charged for any more
   */
  async anotherCard(row: Subscription, path: string): Promise<string> {
    if (!isLive(row.status) && row.status !== 'unpaid') throw new DomainError('already_ended', 409);
    const configuration = await this.configuration();
    const from = this.config.publicUrl + path;
    const session = await step('ways.portal', () => this.stripe.api.billingPortal.sessions.create({
      customer: row.customerId, configuration, return_url: from,
      flow_data: { type: 'payment_method_update', after_completion: { type: 'redirect', redirect: { return_url: `${from}/return` } } },
    }));
    return session.url;
  }

  /** The page of the open invoice, where a bank asks its customer; null when nothing is open. */
  async openInvoice(row: Subscription): Promise<string | null> {
    const { data } = await step('ways.invoice', () => this.stripe.api.invoices.list({ subscription: row.subscriptionId, status: 'open', limit: 1 }));
    return data[0]?.hosted_invoice_url ?? null;
  }

  private async configuration(): Promise<string> {
    const params = { name: 'Another card', features: { payment_method_update: { enabled: true }, invoice_history: { enabled: false } } };
    return this.operations.run('portal', 'another card', params, async (sent, idempotencyKey) => (await this.stripe.api.billingPortal.configurations.create(sent, { idempotencyKey })).id);
  }
}
