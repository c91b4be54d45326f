import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Clock, Config, Conflict, Database, DAY, DomainError, fromUnix, plusMs, step } from '../../platform/index.js';
import { Accounts, type CreatorWithPictures } from '../../members/index.js';
import { Tiers, type TierPrice, type TierWithPrice } from '../../tiers/index.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Customers } from '../stripe/customers.service.js';
import { isRefusal, patiently, StripeClient } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { Sync } from '../sync/sync.service.js';

interface Intent {
  id: string;
  tier_price_id: string;
  customer_id: string | null;
  session_id: string | null;
  session_url: string | null;
  created_at: Date;
}

export interface StartedCheckout {
  id: string;
  url: string;
}

/** The way to the till: one open checkout per fan and creator, priced from our own catalogue. */
@Injectable()
export class Checkout {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly tiers: Tiers,
    private readonly catalog: Catalog,
    private readonly customers: Customers,
    private readonly stripe: StripeClient,
    private readonly sync: Sync,
  ) {}

  /**
   * Starts a checkout, or hands back the one that is open for the same price.
   * @throws Conflict `already_member` with a live paid membership; DomainError `not_on_sale`, `payments_off`
   */
  async start(actor: Actor, creator: CreatorWithPictures, tierId: string): Promise<StartedCheckout> {
    const tier = await this.tiers.ofPage(creator.id, tierId);
    if (!tier.price || tier.archivedAt) throw new DomainError('not_on_sale', 409);
    if (!this.stripe.enabled) throw new DomainError('payments_off', 409);
    await this.refuseSecond(actor, creator.id);
    const customer = await this.customers.ensure((await this.accounts.byId(actor.accountId))!, tier.price.currency);
    const price = await this.catalog.ensurePrice(tier, tier.price);
    const intent = await this.intentFor(actor, creator.id, tier, tier.price, customer);
    if (intent.session_id && intent.session_url) return { id: intent.session_id, url: intent.session_url };
    return this.open(intent, creator, price, customer, actor.language);
  }

  private async refuseSecond(actor: Actor, creatorId: string): Promise<void> {
    const live = await this.db.repo(Subscription).existsBy({
      accountId: actor.accountId, creatorId, status: In(['active', 'trialing', 'past_due']), surplus: false,
    });
    if (live) throw new Conflict('already_member');
  }

  /** The open intent for this price; one for another price, or one that Stripe has closed, is left behind first. */
  private async intentFor(actor: Actor, creatorId: string, tier: TierWithPrice, price: TierPrice, customer: string): Promise<Intent> {
    for (let tries = 0; tries < 3; tries++) {
      const intent = await this.insertOrFind(actor.accountId, creatorId, tier, price, customer);
      // A payment that became known between the two looks has closed its own intent and would let this one open.
      await this.refuseSecond(actor, creatorId);
      if (intent.tier_price_id === price.id && await this.stillOpen(actor, intent, creatorId)) return intent;
      await this.abandon(intent);
    }
    throw new Conflict('checkout_busy');
  }

  private async insertOrFind(accountId: string, creatorId: string, tier: TierWithPrice, price: TierPrice, customer: string): Promise<Intent> {
    const stripeAccount = await this.stripe.account();
    const [row] = await step('checkout.intent', () => this.db.sql<Intent>(
      'checkout.intent',
      `insert into checkout_intent (account_id, creator_id, tier_id, tier_price_id, stripe_account, customer_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (account_id, creator_id) where completed_at is null and abandoned_at is null do update set account_id = excluded.account_id
       returning id, tier_price_id, customer_id, session_id, session_url, created_at`,
      [accountId, creatorId, tier.id, price.id, stripeAccount, customer, this.clock.now()],
    ));
    return row!;
  }

  private async stillOpen(actor: Actor, intent: Intent, creatorId: string): Promise<boolean> {
    // An intent without a session belongs to a call under way, or to one that died and may be made again with its key.
    if (!intent.session_id) return plusMs(intent.created_at, DAY) > this.clock.now();
    const session = await this.stripe.api.checkout.sessions.retrieve(intent.session_id);
    if (session.status === 'open') return true;
    if (session.status === 'complete') {
      await this.sync.syncAfterChange(await this.stripe.account(), intent.customer_id!);
      await this.refuseSecond(actor, creatorId);
    }
    return false;
  }

  private async abandon(intent: Intent): Promise<void> {
    if (intent.session_id) {
      // Already complete or expired is just as well: the next sync tells which.
      await this.stripe.api.checkout.sessions.expire(intent.session_id).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    }
    await this.db.sql('checkout.abandon', 'update checkout_intent set abandoned_at = $2 where id = $1 and completed_at is null', [intent.id, this.clock.now()]);
  }

  private async open(intent: Intent, creator: CreatorWithPictures, price: string, customer: string, language: string): Promise<StartedCheckout> {
    const page = `${this.config.publicUrl}/@${creator.handle}`;
    const session = await step('checkout.create', () => patiently(() => this.stripe.api.checkout.sessions.create({
      mode: 'subscription', customer, client_reference_id: intent.id, line_items: [{ price, quantity: 1 }], locale: language === 'it' ? 'it' : 'en',
      success_url: `${page}/checkout/return?session_id={CHECKOUT_SESSION_ID}`, cancel_url: `${page}/join`,
      subscription_data: { metadata: { intent: intent.id } }, metadata: { intent: intent.id },
    }, { idempotencyKey: intent.id })));
    await step('checkout.store', () => this.db.sql(
      'checkout.store', 'update checkout_intent set session_id = $2, session_url = $3, expires_at = $4 where id = $1',
      [intent.id, session.id, session.url, fromUnix(session.expires_at)],
    ));
    return { id: session.id, url: session.url! };
  }
}
