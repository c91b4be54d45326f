import { Injectable } from '@nestjs/common';
import { OnJob, step } from '../../platform/index.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';

/** Free days that were had before end at once, before anything is charged: nobody agreed to pay from today on. */
@Injectable()
export class RepeatedTrials {
  constructor(private readonly stripe: StripeClient, private readonly sync: Sync) {}

  @OnJob('billing.endRepeatedTrial')
  async end({ account, subscription: id }: { account: string; subscription: string }): Promise<void> {
    const { status, customer } = await step('repeated.look', () => this.stripe.api.subscriptions.retrieve(id));
    if (status !== 'trialing') return;
    await step('repeated.end', () => this.stripe.api.subscriptions.cancel(id, { prorate: false }));
    await this.sync.syncAfterChange(account, typeof customer === 'string' ? customer : customer.id);
  }
}
