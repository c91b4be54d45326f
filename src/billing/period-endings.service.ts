import { Injectable } from '@nestjs/common';
import { DomainError, Jobs, OnJob, step } from '../platform/index.js';
import { Arrangements } from './changes/arrangements.service.js';
import { isRefusal, type Stripe, StripeClient } from './stripe/stripe.client.js';
import type { Subscription } from './subscription.entity.js';
import { hasEnded } from './sync/entitlement.js';
import { Sync } from './sync/sync.service.js';

interface Leaving {
  account: string;
  customer: string;
  subscription: string;
}

/** Subscriptions that end with the period that is paid for, and those that go on after all. */
@Injectable()
export class PeriodEndings {
  constructor(private readonly jobs: Jobs, private readonly stripe: StripeClient, private readonly arrangements: Arrangements, private readonly sync: Sync) {}

  async end({ stripeAccount: account, customerId: customer, subscriptionId: subscription }: Subscription): Promise<void> {
    const leaving = { account, customer, subscription };
    // Finishes what a crash leaves half done: what was arranged is called off before the end is set.
    await this.jobs.addSafeguard('billing.leave', leaving, { lane: `customer ${customer}`, key: keyOf(subscription) });
    await this.carryOut(leaving);
    await this.jobs.remove(keyOf(subscription));
  }

  @OnJob('billing.leave')
  async carryOut({ account, customer, subscription }: Leaving): Promise<void> {
    // What Stripe refuses has ended already.
    await this.set(subscription, { cancel_at_period_end: true });
    await this.sync.syncAfterChange(account, customer);
  }

  /** Where nothing ends, nothing is done: what is arranged meanwhile stays. @throws DomainError `already_ended` when Stripe had ended it, unseen by us */
  async goOn({ stripeAccount: account, customerId: customer, subscriptionId: subscription }: Subscription): Promise<void> {
    await this.jobs.remove(keyOf(subscription));
    const { status, cancel_at_period_end: ends, cancel_at: endsAt } = await this.arrangements.look(subscription);
    // Ending at some other instant is a thing of its own at Stripe, which only its dashboard sets.
    const isOver = hasEnded(status) || ((ends || endsAt !== null) && !await this.set(subscription, ends ? { cancel_at_period_end: false } : { cancel_at: '' }));
    await this.sync.syncAfterChange(account, customer);
    if (isOver) throw new DomainError('already_ended', 409);
  }

  /** A change that is arranged would stand in the way, and means nothing to whoever leaves. @returns whether Stripe took it */
  private async set(subscription: string, ending: Pick<Stripe.SubscriptionUpdateParams, 'cancel_at' | 'cancel_at_period_end'>): Promise<boolean> {
    return this.arrangements.callOff(subscription)
      .then(() => step('cancellation.update', () => this.stripe.api.subscriptions.update(subscription, ending)))
      .then(() => true, (error: unknown) => {
        if (isRefusal(error)) return false;
        throw error;
      });
  }
}

function keyOf(subscription: string): string {
  return `leave ${subscription}`;
}
