import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Database, DomainError, NotFound, step } from '../platform/index.js';
import { type Membership, Memberships } from '../access/index.js';
import type { LeavingDto } from './leaving.dto.js';
import { PeriodEndings } from './period-endings.service.js';
import { Customers } from './stripe/customers.service.js';
import { isRefusal, StripeClient } from './stripe/stripe.client.js';
import { Subscription } from './subscription.entity.js';
import { UNSOLD } from './sync/entitlement.js';
import { isResting } from './sync/projection.js';
import { Sync } from './sync/sync.service.js';
import { LateEndings } from './troubles/late-endings.service.js';

/** Whose membership it is: somebody signed in, or somebody whom a link of ours names. */
type Who = Pick<Actor, 'accountId'>;

/** Leaving and changing one's mind. What was paid for stays open until it ends. */
@Injectable()
export class Cancellations {
  constructor(
    private readonly db: Database,
    private readonly stripe: StripeClient,
    private readonly customers: Customers,
    private readonly memberships: Memberships,
    private readonly sync: Sync,
    private readonly periods: PeriodEndings,
    private readonly late: LateEndings,
  ) {}

  /**
   * Ends a paid membership at the end of its period, or at once where it is free, rests, or its renewal goes unpaid. One that is at a price
   * which is not ours ends at once, and nothing else with it.
   * @param seen what whoever leaves saw; where that was paid for and is over, a second press ends nothing more
   * @throws NotFound without a membership
   */
  async cancel(actor: Who, creatorId: string, seen?: LeavingDto['kind']): Promise<void> {
    await this.required(actor, creatorId);
    if (await this.endUnsold(actor, creatorId) || seen === 'unsold') return;
    const subscription = await this.live(actor, creatorId) ?? await this.liveAtStripe(actor, creatorId);
    if (subscription) {
      if (isResting(subscription)) return this.endNow(subscription);
      if (subscription.status === 'past_due' && await this.late.end(subscription)) return;
      return this.periods.end(subscription);
    }
    await this.endDormant(actor, creatorId);
    if (seen === 'paid') return;
    await this.memberships.leave(actor.accountId, creatorId);
  }

  /** Takes a cancellation back. @throws DomainError when there is nothing to take back any more, or a bank disputes what was paid */
  async undo(actor: Who, creatorId: string): Promise<void> {
    await this.required(actor, creatorId);
    const subscription = await this.live(actor, creatorId);
    if (!subscription) throw new DomainError('already_ended', 409);
    // Else what a bank disputes would be charged for once more.
    if (subscription.suspendedFrom) throw new DomainError('disputed', 409);
    await this.periods.goOn(subscription);
  }

  async required(actor: Who, creatorId: string): Promise<Membership> {
    const membership = await this.memberships.find(actor.accountId, creatorId);
    if (!membership) throw new NotFound();
    return membership;
  }

  private async live(actor: Who, creatorId: string): Promise<Subscription | null> {
    return step('cancellation.live', () => this.db.repo(Subscription).findOneBy({ accountId: actor.accountId, creatorId, surplus: false, status: In(['active', 'trialing', 'past_due']) }));
  }

  /** Before somebody leaves for free, Stripe is asked: a payment may be on its way that we have not heard of. */
  private async liveAtStripe(actor: Who, creatorId: string): Promise<Subscription | null> {
    for (const { stripe_account: account, customer_id: customer } of await this.customers.ofAccount(actor.accountId)) await this.sync.syncAfterChange(account, customer);
    return this.live(actor, creatorId);
  }

  /** Ends at once what is charged at a price that is not ours, and opens nothing. @returns whether there was any */
  private async endUnsold(actor: Who, creatorId: string): Promise<boolean> {
    const rows = await step('cancellation.unsold', () => this.db.repo(Subscription).findBy({ accountId: actor.accountId, creatorId, status: UNSOLD }));
    for (const row of rows) await this.endNow(row);
    return rows.length > 0;
  }

  /** Ends what is not paid for now and could wake up again after its fan has left. */
  private async endDormant(actor: Who, creatorId: string): Promise<void> {
    const dormant = await step('cancellation.dormant', () => this.db.repo(Subscription).findBy({ accountId: actor.accountId, creatorId, status: In(['unpaid', 'paused', 'incomplete']) }));
    for (const row of dormant) await step('cancellation.end', () => this.stripe.api.subscriptions.cancel(row.subscriptionId));
  }

  /** Nothing is open any more, so there is no period to wait for the end of. */
  private async endNow({ subscriptionId, stripeAccount, customerId }: Subscription): Promise<void> {
    await step('cancellation.endNow', () => this.stripe.api.subscriptions.cancel(subscriptionId, { prorate: false }).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    }));
    await this.sync.syncAfterChange(stripeAccount, customerId);
  }
}
