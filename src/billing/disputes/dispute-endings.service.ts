import { Injectable } from '@nestjs/common';
import { OnJob, step } from '../../platform/index.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';

const ENDED = ['canceled', 'incomplete_expired'];

/** Carries out at Stripe what a dispute asks for. */
@Injectable()
export class DisputeEndings {
  constructor(private readonly stripe: StripeClient, private readonly sync: Sync) {}

  /** @param kind `stop` lets it run out and charges nothing more; `end` ends it at once */
  @OnJob('billing.endDisputed')
  async carryOut({ account, customer, subscription, kind }: { account: string; customer: string; subscription: string; kind: 'stop' | 'end' }): Promise<void> {
    const { api } = this.stripe;
    const { status } = await step('dispute.look', () => api.subscriptions.retrieve(subscription));
    if (!ENDED.includes(status)) {
      const done = kind === 'stop'
        ? step('dispute.stop', () => api.subscriptions.update(subscription, { cancel_at_period_end: true }))
        : step('dispute.end', () => api.subscriptions.cancel(subscription, { prorate: false }));
      await done.catch((error: unknown) => {
        // Ended between the two calls, by Stripe or by its fan: it is what was wanted.
        if (!isRefusal(error)) throw error;
      });
    }
    await this.sync.syncAfterChange(account, customer);
  }
}
