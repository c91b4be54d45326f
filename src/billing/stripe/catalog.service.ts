import { Injectable } from '@nestjs/common';
import { Database, OnEvent, step } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { type Period, TierOffered, type TierPrice, Tiers, type TierWithPrice } from '../../tiers/index.js';
import { Operations } from './operations.service.js';
import { patiently, StripeClient } from './stripe.client.js';

/** What one of our prices at Stripe sells. */
export interface Meaning {
  tierId: string;
  creatorId: string;
  period: Period;
  graceDays: number;
  /** Minor units. */
  amount: number;
  currency: string;
}

/** A tier is a Product, a price a Price; what a Stripe price means is looked up here, never in metadata. */
@Injectable()
export class Catalog {
  constructor(
    private readonly db: Database,
    private readonly operations: Operations,
    private readonly stripe: StripeClient,
    private readonly tiers: Tiers,
    private readonly creators: Creators,
  ) {}

  /** Puts a tier into Stripe's catalogue as soon as it is on sale. */
  @OnEvent(TierOffered)
  async follow({ tierId }: TierOffered): Promise<void> {
    const tier = await this.tiers.byId(tierId);
    if (this.stripe.enabled && tier?.price) await this.ensurePrice(tier, tier.price);
  }

  /**
   * @param isTaxed whether it is for a subscription that has tax reckoned already, whatever is sold now
   * @returns Stripe's id of a price, made when first needed
   */
  async ensurePrice(tier: TierWithPrice, price: TierPrice, isTaxed = false): Promise<string> {
    const stripeAccount = await this.stripe.account();
    const [known] = await this.db.sql<{ price_id: string; tax_included: boolean }>(
      'catalog.price', 'select price_id, tax_included from stripe_price where stripe_account = $1 and tier_price_id = $2', [stripeAccount, price.id],
    );
    const id = known?.price_id ?? await this.makePrice(stripeAccount, tier, price);
    if ((this.stripe.taxed || isTaxed) && !known?.tax_included) await this.includeTax(stripeAccount, id);
    return id;
  }

  /** What a Stripe price sells, or null for a price that is not ours. */
  async meaning(stripeAccount: string, priceId: string): Promise<Meaning | null> {
    const [row] = await this.db.sql<Meaning>(
      'catalog.meaning',
      `select t.id as "tierId", t.creator_id as "creatorId", p.period, p.amount, p.currency, t.grace_days as "graceDays" from stripe_price s
       join tier_price p on p.id = s.tier_price_id join tier t on t.id = p.tier_id where s.stripe_account = $1 and s.price_id = $2`,
      [stripeAccount, priceId],
    );
    return row ?? null;
  }

  /** What a subscription was for when we last knew its price; null for one that was never ours. */
  async formerly(stripeAccount: string, subscriptionId: string): Promise<Pick<Meaning, 'tierId' | 'creatorId' | 'graceDays' | 'period'> | null> {
    const [row] = await this.db.sql<Pick<Meaning, 'tierId' | 'creatorId' | 'graceDays' | 'period'>>(
      'catalog.formerly',
      `select t.id as "tierId", t.creator_id as "creatorId", s.period, t.grace_days as "graceDays" from subscription s join tier t on t.id = s.tier_id
       where s.stripe_account = $1 and s.subscription_id = $2`,
      [stripeAccount, subscriptionId],
    );
    return row ?? null;
  }

  private async makePrice(stripeAccount: string, tier: TierWithPrice, price: TierPrice): Promise<string> {
    const product = await this.ensureProduct(stripeAccount, tier);
    const params = {
      product, unit_amount: price.amount, currency: price.currency.toLowerCase(), recurring: { interval: price.period },
      lookup_key: price.id, metadata: { tier: tier.id }, ...(this.stripe.taxed && { tax_behavior: 'inclusive' as const }),
    };
    const id = await this.operations.run('price', price.id, params, async (sent, idempotencyKey) => {
      // An earlier try may have made it although its answer was lost and its key has run out.
      const [made] = (await this.stripe.api.prices.list({ lookup_keys: [price.id], limit: 1 })).data;
      return made?.id ?? (await this.stripe.api.prices.create(sent, { idempotencyKey })).id;
    });
    await this.db.sql(
      'catalog.bindPrice', 'insert into stripe_price (stripe_account, price_id, tier_price_id) values ($1, $2, $3) on conflict do nothing',
      [stripeAccount, id, price.id],
    );
    return id;
  }

  /** What is shown is what is paid: tax is in the price. Of one that was made before, Stripe takes this word once, and from then on the same. */
  private async includeTax(stripeAccount: string, priceId: string): Promise<void> {
    await step('catalog.taxPrice', () => patiently(() => this.stripe.api.prices.update(priceId, { tax_behavior: 'inclusive' })));
    await this.db.sql('catalog.taxed', 'update stripe_price set tax_included = true where stripe_account = $1 and price_id = $2', [stripeAccount, priceId]);
  }

  private async ensureProduct(stripeAccount: string, tier: TierWithPrice): Promise<string> {
    const [known] = await this.db.sql<{ product_id: string }>(
      'catalog.product', 'select product_id from stripe_product where stripe_account = $1 and tier_id = $2', [stripeAccount, tier.id],
    );
    if (known) return known.product_id;
    const [creator] = await this.creators.byIds([tier.creatorId]);
    const params = { name: `${creator!.name}: ${tier.name}`, metadata: { tier: tier.id } };
    const id = await this.operations.run('product', tier.id, params, async (sent, idempotencyKey) =>
      (await this.stripe.api.products.create(sent, { idempotencyKey })).id);
    await this.db.sql(
      'catalog.bindProduct', 'insert into stripe_product (stripe_account, product_id, tier_id) values ($1, $2, $3) on conflict do nothing',
      [stripeAccount, id, tier.id],
    );
    return id;
  }
}
