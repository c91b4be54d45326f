import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Conflict, Database, DomainError, fromUnix, HOUR, NotFound, plusMs, step } from '../../platform/index.js';
import { Operations } from '../stripe/operations.service.js';
import { idOf } from '../stripe/reference.js';
import { isRefusal, StripeClient, type Stripe } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { factsOf } from '../sync/entitlement.js';
import { Sync } from '../sync/sync.service.js';
import { chargeAfterPause, endsByItself } from './pause-choices.js';

/** Collecting begins again so long before the charge that ends a pause, so that the charge itself cannot fall into it. */
const AHEAD = HOUR;

/**
 * Resting for a while. Of Stripe's two pauses (docs: pause subscriptions, pause payment collection) this is the second: the first
 * stops time at once and would cut short what is paid for; with this one the paid time runs out, its renewals are made void, and
 * `resumes_at` ends it by itself.
 */
@Injectable()
export class Pauses {
  constructor(private readonly db: Database, private readonly stripe: StripeClient, private readonly operations: Operations, private readonly sync: Sync) {}

  /** @throws NotFound for somebody who does not pay for a tier here */
  async of(actor: Pick<Actor, 'accountId'>, creatorId: string): Promise<Subscription> {
    const row = await step('pauses.find', () => this.db.repo(Subscription).findOneBy({ accountId: actor.accountId, creatorId, surplus: false, status: In(['active', 'trialing', 'past_due']) }));
    if (!row) throw new NotFound();
    return row;
  }

  /**
   * Charges nothing more until the pause ends; what is paid for stays open to its end. A pause can be made longer or shorter the same way.
   * @param months how many charges are left out, or null for all until somebody says otherwise
   * @throws Conflict `cannot_pause` for what is not simply being paid, or a length for a year; `charge_under_way` within an hour of a renewal
   */
  async pause(actor: Actor, creatorId: string, months: number | null): Promise<void> {
    const row = await this.of(actor, creatorId);
    const subscription = await this.ask(row.subscriptionId);
    const { periodEnd } = factsOf(subscription);
    if (subscription.status !== 'active' || subscription.cancel_at_period_end || (months !== null && !endsByItself(row.period))) {
      await this.sync.syncAfterChange(row.stripeAccount, row.customerId);
      throw new Conflict('cannot_pause');
    }
    if (renewalOf(subscription) === 'draft' && !subscription.pause_collection) throw new Conflict('charge_under_way');
    const charge = months === null ? null : chargeAfterPause(periodEnd, fromUnix(subscription.billing_cycle_anchor), months);
    const pause = { behavior: 'void' as const, ...(charge && { resumes_at: Math.floor(plusMs(charge, -AHEAD).getTime() / 1000) }) };
    await step('pauses.pause', () => this.stripe.api.subscriptions.update(row.subscriptionId, { pause_collection: pause }));
    await this.sync.syncAfterChange(row.stripeAccount, row.customerId);
  }

  /**
   * Goes on. While paid time runs, nothing is charged before its end; after it, a new period is charged and begins today.
   * @throws Conflict `not_paused`; DomainError `card_refused` when the bank says no, and the pause goes on
   */
  async unpause(actor: Actor, creatorId: string): Promise<void> {
    const row = await this.of(actor, creatorId);
    const subscription = await this.ask(row.subscriptionId);
    try {
      if (!subscription.pause_collection) throw new Conflict('not_paused');
      // A renewal that is a draft still is charged within the hour, and the period it began is the one that runs.
      if (factsOf(subscription).periodPaid || renewalOf(subscription) === 'draft') await this.collectAgain(subscription);
      else await this.beginAnew(subscription);
    } finally {
      await this.sync.syncAfterChange(row.stripeAccount, row.customerId);
    }
  }

  private async ask(id: string): Promise<Stripe.Subscription> {
    return step('pauses.ask', () => this.stripe.api.subscriptions.retrieve(id, { expand: ['latest_invoice'] }));
  }

  private async collectAgain({ id }: Stripe.Subscription): Promise<void> {
    await step('pauses.collect', () => this.stripe.api.subscriptions.update(id, { pause_collection: '' }));
  }

  /** Charges a whole period from today on, all or nothing. The invoice that the pause made void last tells one resumption from another. */
  private async beginAnew({ id, latest_invoice: invoice }: Stripe.Subscription): Promise<void> {
    const params = {
      pause_collection: '' as const, billing_cycle_anchor: { type: 'now' as const }, proration_behavior: 'none' as const, payment_behavior: 'error_if_incomplete' as const,
    };
    await this.operations.run('resumption', `${id} ${idOf(invoice)}`, params, async (sent, idempotencyKey) => (await this.stripe.api.subscriptions.update(id, sent, { idempotencyKey })).id)
      .catch((error: unknown) => {
        if (isRefusal(error)) throw new DomainError('card_refused', 402);
        throw error;
      });
  }
}

/** How the invoice stands that the running period began with. */
function renewalOf({ latest_invoice: invoice }: Stripe.Subscription): string | null {
  return typeof invoice === 'object' && invoice?.billing_reason === 'subscription_cycle' ? invoice.status : null;
}
