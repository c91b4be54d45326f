import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Config, Conflict, Database, NotFound } from '../platform/index.js';
import { Creators } from '../members/index.js';
import { Tiers } from '../tiers/index.js';
import { Memberships, TierRequests } from '../access/index.js';
import { Cancellations, Catalog, Checkout, StripeClient, Subscription } from '../billing/index.js';

/** Who follows and pays whom: each goes the way that every fan goes. */
@Injectable()
export class DemoMemberships {
  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly memberships: Memberships,
    private readonly checkout: Checkout,
    private readonly cancellations: Cancellations,
    private readonly catalog: Catalog,
    private readonly stripe: StripeClient,
    private readonly requests: TierRequests,
  ) {}

  async follow(actor: Actor, handle: string): Promise<void> {
    const { id: creatorId } = await this.creators.byHandle(handle);
    await this.memberships.follow(actor, creatorId, null);
  }

  /** Our checkout, the till of the sandbox, and its webhooks. */
  async join(actor: Actor, handle: string, at: number, yearly: boolean, card: string): Promise<void> {
    const creator = await this.creators.byHandle(handle);
    const tier = await this.paidTier(creator.id, at);
    try {
      const { id } = await this.checkout.start(actor, creator, { tierId: tier.id, ...(yearly && { period: 'year' }) });
      await this.atTheTill(id, card);
    } catch (error) {
      // Paid just before an earlier start was stopped: asking for a second checkout has found the first one's money.
      if (!(error instanceof Conflict && error.code === 'already_member')) throw error;
    }
  }

  /** Another tier from now on, as somebody with Stripe's own dashboard would set it; we learn of it by webhook. */
  async change(actor: Actor, handle: string, at: number): Promise<void> {
    const { id: creatorId } = await this.creators.byHandle(handle);
    const subscription = await this.live(actor, creatorId);
    const tier = await this.paidTier(creatorId, at);
    if (!subscription || !tier.price) return;
    const price = await this.catalog.ensurePrice(tier, tier.price);
    const { items } = await this.stripe.api.subscriptions.retrieve(subscription.subscriptionId);
    await this.stripe.api.subscriptions.update(subscription.subscriptionId, { items: [{ id: items.data[0]!.id, price }], proration_behavior: 'always_invoice' });
  }

  /** Cancels; what is paid for stays until it ends. */
  async leave(actor: Actor, handle: string): Promise<void> {
    const { id: creatorId } = await this.creators.byHandle(handle);
    if (await this.live(actor, creatorId)) await this.cancellations.cancel(actor, creatorId);
  }

  /** Asks for the smaller price; a page of an older world has none. */
  async ask(actor: Actor, handle: string, words: string): Promise<void> {
    await this.requests.ask(actor, await this.creators.byHandle(handle), words).catch((error: unknown) => {
      // Asked just before an earlier start was stopped.
      if (!(error instanceof NotFound || error instanceof Conflict)) throw error;
    });
  }

  private async paidTier(creatorId: string, at: number) {
    return (await this.tiers.ofCreator(creatorId)).filter(({ paid }) => paid)[at]!;
  }

  private async live(actor: Actor, creatorId: string): Promise<Subscription | null> {
    return this.db.repo(Subscription).findOneBy({ accountId: actor.accountId, creatorId, status: In(['active', 'past_due']) });
  }

  private async atTheTill(sessionId: string, card: string): Promise<void> {
    const response = await fetch(`${this.config.stripe!.sandboxUrl}/_sandbox/sessions/${sessionId}/pay`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ number: card, country: 'IT' }),
    });
    if (!response.ok) throw new Error(`The sandbox did not take the card: ${response.status} ${await response.text()}`);
  }
}
