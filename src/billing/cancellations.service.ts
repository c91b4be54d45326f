import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Database, DomainError, NotFound, step } from '../platform/index.js';
import { type Membership, Memberships } from '../access/index.js';
import { StripeClient } from './stripe/stripe.client.js';
import { Subscription } from './subscription.entity.js';
import { Sync } from './sync/sync.service.js';

/** Leaving and changing one's mind. What was paid for stays open until it ends. */
@Injectable()
export class Cancellations {
  constructor(private readonly db: Database, private readonly stripe: StripeClient, private readonly memberships: Memberships, private readonly sync: Sync) {}

  /** Ends a paid membership at the end of its period, or a free one at once. @throws NotFound without a membership */
  async cancel(actor: Actor, creatorId: string): Promise<void> {
    await this.required(actor, creatorId);
    const subscription = await this.live(actor, creatorId);
    if (subscription) return this.setEnding(subscription, true);
    await this.memberships.leave(actor.accountId, creatorId);
  }

  /** Takes a cancellation back. @throws DomainError when there is nothing to take back any more */
  async undo(actor: Actor, creatorId: string): Promise<void> {
    await this.required(actor, creatorId);
    const subscription = await this.live(actor, creatorId);
    if (!subscription) throw new DomainError('already_ended', 409);
    await this.setEnding(subscription, false);
  }

  async required(actor: Actor, creatorId: string): Promise<Membership> {
    const membership = await this.memberships.find(actor.accountId, creatorId);
    if (!membership) throw new NotFound();
    return membership;
  }

  private async live(actor: Actor, creatorId: string): Promise<Subscription | null> {
    return this.db.repo(Subscription).findOneBy({ accountId: actor.accountId, creatorId, surplus: false, status: In(['active', 'trialing', 'past_due']) });
  }

  private async setEnding(subscription: Subscription, ending: boolean): Promise<void> {
    await step('cancellation.update', () => this.stripe.api.subscriptions.update(subscription.subscriptionId, { cancel_at_period_end: ending }));
    await this.sync.syncAfterChange(subscription.stripeAccount, subscription.customerId);
  }
}
