import { Injectable } from '@nestjs/common';
import { OnJob, step } from '../../platform/index.js';
import { Arrangements } from '../changes/arrangements.service.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { hasEnded } from '../sync/entitlement.js';
import { Sync } from '../sync/sync.service.js';

type Kind = 'stop' | 'end';

/** Carries out at Stripe what a dispute asks for. */
@Injectable()
export class DisputeEndings {
  constructor(private readonly stripe: StripeClient, private readonly arrangements: Arrangements, private readonly sync: Sync) {}

  /** @param kind `stop` lets it run out and charges nothing more; `end` ends it at once */
  @OnJob('billing.endDisputed')
  async carryOut({ account, customer, subscription, kind }: { account: string; customer: string; subscription: string; kind: Kind }): Promise<void> {
    if (!await this.isDone(subscription, kind)) await this.act(subscription, kind);
    await this.sync.syncAfterChange(account, customer);
  }

  private async act(subscription: string, kind: Kind): Promise<void> {
    const { api } = this.stripe;
    // What is arranged for the next period decides whether there is one, and would go on deciding it (docs: subscription schedules).
    await this.arrangements.callOff(subscription);
    const done = kind === 'stop'
      ? step('dispute.stop', () => api.subscriptions.update(subscription, { cancel_at_period_end: true }))
      : step('dispute.end', () => api.subscriptions.cancel(subscription, { prorate: false }));
    await done.catch(async (error: unknown) => {
      // Ended between the two calls, by Stripe or by its fan: it is what was wanted.
      if (!isRefusal(error) || !await this.isDone(subscription, kind)) throw error;
    });
  }

  private async isDone(subscription: string, kind: Kind): Promise<boolean> {
    const { status, cancel_at_period_end: ends } = await step('dispute.look', () => this.stripe.api.subscriptions.retrieve(subscription));
    return hasEnded(status) || (kind === 'stop' && ends);
  }
}
