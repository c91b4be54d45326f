import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { type Actor, Clock, Config, Conflict, Database, DAY, DomainError, fromUnix, MINUTE, plusMs, step } from '../../platform/index.js';
import { Accounts, type CreatorWithPictures, requireOpen } from '../../members/index.js';
import { Admissions } from '../../access/index.js';
import { type Period, Tiers, type TierPrice, type TierWithPrice } from '../../tiers/index.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Customers } from '../stripe/customers.service.js';
import { isBroken, isRefusal, patiently, StripeClient, type Stripe } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { UNSOLD } from '../sync/entitlement.js';
import { Sync } from '../sync/sync.service.js';
import { sameTrial, trialParams, trialTerms, type TrialTerms } from '../trials/trial-terms.js';
import { TrialLedger } from '../trials/trial-ledger.service.js';
import { Seats } from './seats.service.js';

interface Intent {
  id: string;
  tier_price_id: string;
  customer_id: string | null;
  session_id: string | null;
  session_url: string | null;
  params: Stripe.Checkout.SessionCreateParams;
  created_at: Date;
}

/** Which of a tier's prices somebody chose; what they left open is the tier's own. */
export interface Choice {
  tierId: string;
  period?: Period;
  currency?: string;
}

/** How long a seat is kept for somebody at the till; Stripe allows no less than half an hour (docs: session `expires_at`). */
const SEAT_KEPT = 35 * MINUTE;

/** Tax is reckoned by where somebody is, and a business may name its number: Stripe asks, and keeps it for the invoices to come (docs: tax in Checkout). */
const TAXED = { automatic_tax: { enabled: true }, tax_id_collection: { enabled: true }, customer_update: { address: 'auto', name: 'auto' } } as const;

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
    private readonly seats: Seats,
    private readonly trials: TrialLedger,
    private readonly admissions: Admissions,
  ) {}

  /**
   * Starts a checkout, or hands back the one that is open for the same price.
   * @throws Conflict `already_member` with a live paid membership, `still_charged` with one that is charged at a price that is not ours, `sold_out` without a free seat; DomainError `not_on_sale`, `payments_off`
   */
  async start(actor: Actor, creator: CreatorWithPictures, choice: Choice): Promise<StartedCheckout> {
    requireOpen(creator);
    const tier = await this.tiers.ofPage(creator.id, choice.tierId);
    const chosen = chosenPrice(tier, choice);
    if (!chosen) throw new DomainError('not_on_sale', 409);
    await this.admissions.require(actor.accountId, tier);
    if (!this.stripe.enabled) throw new DomainError('payments_off', 409);
    await this.refuseSecond(actor, creator.id);
    const customer = await this.customers.ensure((await this.accounts.byId(actor.accountId))!, chosen.currency);
    const price = await this.catalog.ensurePrice(tier, chosen);
    const trial = trialTerms(tier, await this.trials.mayHave(actor.accountId, creator.id), actor.proved);
    const params = this.params(creator, tier, price, customer, actor.language, trial);
    const intent = await this.intentFor(actor, creator.id, tier, chosen, params);
    if (intent.session_id && intent.session_url) return { id: intent.session_id, url: intent.session_url };
    return this.open(intent);
  }

  private async refuseSecond(actor: Actor, creatorId: string): Promise<void> {
    const live = await step('checkout.second', () => this.db.repo(Subscription).existsBy({
      accountId: actor.accountId, creatorId, status: In(['active', 'trialing', 'past_due']), surplus: false,
    }));
    if (live) throw new Conflict('already_member');
    const charged = await step('checkout.charged', () => this.db.repo(Subscription).existsBy({ accountId: actor.accountId, creatorId, surplus: false, status: UNSOLD, nextChargeAt: Not(IsNull()) }));
    if (charged) throw new Conflict('still_charged');
  }

  /** The open intent for this price; one for another price, or one that Stripe has closed, is left behind first. */
  private async intentFor(actor: Actor, creatorId: string, tier: TierWithPrice, price: TierPrice, params: Stripe.Checkout.SessionCreateParams): Promise<Intent> {
    for (let tries = 0; tries < 3; tries++) {
      const intent = await this.insertOrFind(actor.accountId, creatorId, tier, price, params);
      // A payment that became known between the two looks has closed its own intent and would let this one open.
      await this.refuseSecond(actor, creatorId);
      if (intent.tier_price_id === price.id && sameTrial(intent.params, params) && await this.stillOpen(actor, intent, creatorId)) return intent;
      await this.abandon(actor, creatorId, intent);
    }
    throw new Conflict('checkout_busy');
  }

  private async insertOrFind(accountId: string, creatorId: string, tier: TierWithPrice, price: TierPrice, params: Stripe.Checkout.SessionCreateParams): Promise<Intent> {
    const stripeAccount = await this.stripe.account();
    return step('checkout.begin', () => this.db.inTransaction(async () => {
      const [row] = await this.db.sql<Intent>(
        'checkout.intent',
        `insert into checkout_intent (account_id, creator_id, tier_id, tier_price_id, stripe_account, customer_id, created_at, params)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (account_id, creator_id) where completed_at is null and abandoned_at is null do update set account_id = excluded.account_id
         returning id, tier_price_id, customer_id, session_id, session_url, params, created_at`,
        [accountId, creatorId, tier.id, price.id, stripeAccount, params.customer, this.clock.now(), JSON.stringify(params)],
      );
      // Counted after our own row is there, so that two who come at once count each other.
      await this.seats.hold(tier, accountId);
      return row!;
    }));
  }

  private async stillOpen(actor: Actor, intent: Intent, creatorId: string): Promise<boolean> {
    // An intent without a session belongs to a call under way, or to one that died and may be made again with its key.
    if (!intent.session_id) return plusMs(intent.created_at, DAY) > this.clock.now();
    const session = await step('checkout.look', () => this.stripe.api.checkout.sessions.retrieve(intent.session_id!));
    if (session.status === 'open') return true;
    if (session.status === 'complete') await this.learnOf(actor, creatorId, intent);
    return false;
  }

  /** A checkout turned out to be paid: writes that down, and lets nobody pay again. @throws Conflict */
  private async learnOf(actor: Actor, creatorId: string, intent: Intent): Promise<void> {
    await this.sync.syncAfterChange(await this.stripe.account(), intent.customer_id!);
    await this.refuseSecond(actor, creatorId);
  }

  private async abandon(actor: Actor, creatorId: string, intent: Intent): Promise<void> {
    if (intent.session_id && !await this.expire(intent.session_id)) await this.learnOf(actor, creatorId, intent);
    await this.db.sql('checkout.abandon', 'update checkout_intent set abandoned_at = $2 where id = $1 and completed_at is null', [intent.id, this.clock.now()]);
  }

  /** @returns false when Stripe refuses, because the session is complete or has expired already */
  private async expire(sessionId: string): Promise<boolean> {
    return step('checkout.expire', () => this.stripe.api.checkout.sessions.expire(sessionId)).then(() => true, (error: unknown) => {
      if (isRefusal(error)) return false;
      throw error;
    });
  }

  private params(creator: CreatorWithPictures, tier: TierWithPrice, price: string, customer: string, language: string, trial: TrialTerms): Stripe.Checkout.SessionCreateParams {
    const page = `${this.config.publicUrl}/@${creator.handle}`;
    return {
      mode: 'subscription', customer, line_items: [{ price, quantity: 1 }], locale: language === 'it' ? 'it' : 'en',
      ...(this.stripe.taxed && TAXED), ...trialParams(trial), success_url: `${page}/checkout/return?session_id={CHECKOUT_SESSION_ID}`, cancel_url: `${page}/join`,
      ...(tier.seats !== null && { expires_at: Math.floor(plusMs(this.clock.now(), SEAT_KEPT).getTime() / 1000) }),
    };
  }

  /** Makes the session with the intent's own parameters and key, so that a second try is the same call. */
  private async open(intent: Intent): Promise<StartedCheckout> {
    const metadata = { intent: intent.id };
    const params = { ...intent.params, client_reference_id: intent.id, metadata, subscription_data: { ...intent.params.subscription_data, metadata } };
    const session = await step('checkout.create', () => patiently(() => this.stripe.api.checkout.sessions.create(params, { idempotencyKey: intent.id })))
      .catch(async (error: unknown) => {
        if (isRefusal(error) || isBroken(error)) await this.close(intent.id);
        throw error;
      });
    const stored = await this.db.sql(
      'checkout.store',
      'update checkout_intent set session_id = $2, session_url = $3, expires_at = $4 where id = $1 and abandoned_at is null returning id',
      [intent.id, session.id, session.url, fromUnix(session.expires_at)],
    );
    if (stored.length === 0) {
      // Another tab chose another tier meanwhile: this till must not stay open beside that one.
      await this.expire(session.id);
      throw new Conflict('checkout_busy');
    }
    return { id: session.id, url: session.url! };
  }

  /** What Stripe refused, or broke on, it would answer the same for a day under this key: the next try has another. */
  private async close(intentId: string): Promise<void> {
    await this.db.sql('checkout.close', 'update checkout_intent set abandoned_at = $2 where id = $1 and session_id is null', [intentId, this.clock.now()]);
  }
}

/** The price that was chosen, or undefined when it is not on sale: only ours are, whatever a form says. */
function chosenPrice(tier: TierWithPrice, { period, currency }: Choice): TierPrice | undefined {
  if (!period && !currency) return tier.price ?? undefined;
  const wanted = { period: period ?? tier.price?.period, currency: currency ?? tier.price?.currency };
  return tier.prices.find((price) => price.period === wanted.period && price.currency === wanted.currency);
}
