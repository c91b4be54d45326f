import { Injectable } from '@nestjs/common';
import { Database, OnJob, step } from '../../platform/index.js';
import { isMissing, StripeClient } from '../stripe/stripe.client.js';
import { customerOf } from './event-customer.js';
import { Inbox } from './inbox.service.js';

/** Only Stripe's own API is asked, at addresses like `/v1/subscriptions/sub_1`. */
const URL = /^\/v[12]\/[\w/.-]+$/;

/** Finds out whom a thin event is about, where we do not know its object yet: Stripe is asked for it. */
@Injectable()
export class Related {
  constructor(private readonly db: Database, private readonly stripe: StripeClient, private readonly inbox: Inbox) {}

  @OnJob('billing.findCustomer')
  async find({ account, event, url }: { account: string; event: string; url: string }): Promise<void> {
    const object = URL.test(url) ? await step('related.fetch', () => this.stripe.api.rawRequest('GET', url).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    })) : null;
    await step('related.store', () => this.db.inTransaction(() => this.inbox.tellWhom(account, event, customerOf(object))));
  }
}
