import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type Actor, Clock, Conflict, Database, DomainError, fromUnix, NotFound, parseDate, step } from '../../platform/index.js';
import { type CreatorWithPictures, requireOpen } from '../../members/index.js';
import { Admissions } from '../../access/index.js';
import { type Period, type TierPrice, Tiers, type TierWithPrice } from '../../tiers/index.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Seats } from '../checkout/seats.service.js';
import { isRefusal, type Stripe, StripeClient } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { Arrangements } from './arrangements.service.js';
import { type Way, wayOf } from './way.js';

/** Which tier somebody would change to, and how often they would pay. */
export interface Wanted {
  tierId: string;
  period: Period;
}

/** One line of what is charged at once, in minor units. */
export interface QuoteLine {
  amount: number;
  from: Date;
  until: Date;
}

/** What a change means in money, before anything is agreed. */
export interface Quote {
  way: Way;
  tier: TierWithPrice;
  price: TierPrice;
  /** Stripe's id of that price, and of the item that it takes the place in. */
  stripePrice: string;
  item: string;
  subscription: Subscription;
  /** Charged at once, in minor units; the lines sum to it but for tax, discounts and credit, which are `rest`. */
  due: number;
  lines: QuoteLine[];
  rest: number;
  /** When the new tier opens, and when its price is charged next. */
  startsAt: Date;
  nextAt: Date;
  /** The second as of which all of this is reckoned (Stripe: `proration_date`). */
  at: number;
  /** Whether the period begins anew with the change. */
  restarts: boolean;
  /** Whether tax is in these sums. */
  taxed: boolean;
}

/** Says what a change would cost: priced from our catalogue, reckoned by Stripe. */
@Injectable()
export class Quotes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tiers: Tiers,
    private readonly catalog: Catalog,
    private readonly stripe: StripeClient,
    private readonly arrangements: Arrangements,
    private readonly seats: Seats,
    private readonly admissions: Admissions,
  ) {}

  /**
   * The paid membership that can be changed.
   * @throws NotFound without one; DomainError `change_past_due`, `change_ending`, `change_waits`, `change_paused` for one that cannot now
   */
  async changeable(actor: Pick<Actor, 'accountId'>, creatorId: string): Promise<Subscription> {
    const rows = await step('quotes.changeable', () => this.db.repo(Subscription).findBy({ accountId: actor.accountId, creatorId, surplus: false, status: In(['active', 'trialing', 'past_due', 'paused', 'unpaid']) }));
    const row = rows.find((one) => one.status !== 'paused' && one.status !== 'unpaid') ?? rows[0];
    if (!row) throw new NotFound();
    if (row.status === 'past_due' || row.status === 'unpaid') throw new DomainError('change_past_due', 409);
    if (row.status === 'paused') throw new DomainError('change_paused', 409);
    if (row.cancelAtPeriodEnd) throw new DomainError('change_ending', 409);
    if (row.coming?.kind === 'unpaid') throw new DomainError('change_waits', 409);
    return row;
  }

  /**
   * What is on sale to change to.
   * @throws NotFound for a tier of another page; DomainError `not_on_sale`, `change_currency`; Conflict `change_same`
   */
  async target(creatorId: string, row: Subscription, { tierId, period }: Wanted): Promise<{ tier: TierWithPrice; price: TierPrice }> {
    const tier = await this.tiers.ofPage(creatorId, tierId);
    if (tier.id === row.tierId && period === row.period) throw new Conflict('change_same');
    if (!tier.paid || tier.hiddenAt) throw new DomainError('not_on_sale', 409);
    await this.admissions.require(row.accountId, tier);
    const price = tier.prices.find((one) => one.period === period && one.currency === row.currency);
    if (price) return { tier, price };
    throw new DomainError(tier.prices.some((one) => one.period === period) ? 'change_currency' : 'not_on_sale', 409, { currency: row.currency });
  }

  /**
   * Reckons a change.
   * @param at the second as of which, for a quote that was shown before; else now
   * @throws what `changeable` and `target` throw, and DomainError `page_closed`, `payments_off`; Conflict `sold_out`
   */
  async quote(actor: Pick<Actor, 'accountId'>, creator: CreatorWithPictures, wanted: Wanted, at: number | null = null): Promise<Quote> {
    requireOpen(creator);
    if (!this.stripe.enabled) throw new DomainError('payments_off', 409);
    const row = await this.changeable(actor, creator.id);
    const { tier, price } = await this.target(creator.id, row, wanted);
    if (tier.id !== row.tierId && tier.id !== row.coming?.tierId && (await this.seats.left(creator.id)).get(tier.id) === 0) throw new Conflict('sold_out');
    const now = await this.arrangements.look(row.subscriptionId);
    const taxed = now.automatic_tax.enabled;
    const stripePrice = await this.catalog.ensurePrice(tier, price, taxed);
    if (now.pause_collection) throw new DomainError('change_paused', 409);
    if (now.pending_update) throw new DomainError('change_waits', 409);
    const item = now.items.data[0]!;
    const meaning = await this.catalog.meaning(row.stripeAccount, item.price.id);
    // Changed elsewhere a moment ago, in Stripe's dashboard or in another tab: the sync will tell.
    if (meaning?.tierId !== row.tierId || meaning.period !== row.period) throw new Conflict('quote_changed');
    const way = wayOf(row, price);
    const second = Math.max(at ?? Math.floor(this.clock.now().getTime() / 1000), item.current_period_start);
    const end = fromUnix(item.current_period_end);
    const restarts = way === 'now' && row.period !== price.period;
    const quote = { way, tier, price, stripePrice, item: item.id, subscription: row, at: second, restarts, taxed };
    if (way === 'later') return { ...quote, due: 0, lines: [], rest: 0, startsAt: end, nextAt: end };
    // While a trial runs nothing is owed for the time that is left of it.
    if (now.status === 'trialing') return { ...quote, restarts: false, due: 0, lines: [], rest: 0, startsAt: this.clock.now(), nextAt: end };
    const preview = await this.preview(now, stripePrice, second, restarts);
    const lines = preview.lines.data.map(({ amount, period }) => ({ amount, from: fromUnix(period.start), until: fromUnix(period.end) }));
    const rest = preview.amount_due - lines.reduce((sum, line) => sum + line.amount, 0);
    const nextAt = restarts ? parseDate(Math.max(...lines.map((line) => line.until.getTime()))) : end;
    return { ...quote, due: preview.amount_due, lines, rest, startsAt: this.clock.now(), nextAt };
  }

  private async preview({ id, items, automatic_tax: tax }: Stripe.Subscription, price: string, at: number, restarts: boolean): Promise<Stripe.Invoice> {
    return step('quotes.preview', () => this.stripe.api.invoices.createPreview({
      subscription: id, ...(tax.enabled && { automatic_tax: { enabled: true } }),
      subscription_details: {
        items: [{ id: items.data[0]!.id, price }], proration_behavior: 'always_invoice', proration_date: at, ...(restarts && { billing_cycle_anchor: { type: 'now' as const } }),
      },
    })).catch((error: unknown) => {
      // The period has turned since the second that was named: what was shown holds no more.
      if (isRefusal(error) && error.param?.includes('proration_date')) throw new Conflict('quote_changed');
      throw error;
    });
  }
}
