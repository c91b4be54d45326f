import { Injectable } from '@nestjs/common';
import { type Actor, Config, Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import { Creators, CreatorView, creatorView, hushedCreator } from '../../members/index.js';
import { Tiers, TierView, tierView, type TierWithPrice } from '../../tiers/index.js';
import { Admissions, askUrl, Doors, isSoldTo, type Membership, Memberships, StandingView, standingView } from '../../access/index.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { tillOf, TillView, tillView, toldAt } from './offers.js';
import { TrialLedger } from '../trials/trial-ledger.service.js';
import { trialTerms, TrialView } from '../trials/trial-terms.js';
import { Seats } from './seats.service.js';

const Offer = Type.Object({
  ...TierView.properties, yours: Type.Boolean(), since: Nullable(Instant), featured: Type.Boolean(), payable: Type.Boolean(),
  changeUrl: Nullable(Type.String()), saving: Nullable(MoneyView), seatsLeft: Nullable(Type.Integer()),
  trial: TrialView,
});
export const JoinView = Type.Object({ creator: CreatorView, offers: Type.Array(Offer), standing: StandingView, seller: Type.String(), payments: Type.Boolean(), taxed: Type.Boolean(), guests: Type.Boolean(), askUrl: Nullable(Type.String()), till: TillView });

/** What somebody asks to see: prices by the year or in a currency, a hidden tier by its id. */
export interface Wish {
  period?: unknown;
  currency?: unknown;
  tier?: unknown;
}

/** What a creator offers, as one person stands before it. */
@Injectable()
export class Offers {
  constructor(
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly doors: Doors,
    private readonly memberships: Memberships,
    private readonly seats: Seats,
    private readonly stripe: StripeClient,
    private readonly config: Config,
    private readonly trials: TrialLedger,
    private readonly admissions: Admissions,
  ) {}

  async to(actor: Actor | null, handle: string, query: Wish): Promise<Static<typeof JoinView>> {
    const creator = await this.creators.byHandle(handle);
    const [tiers, door, left, admitted] = await Promise.all([
      this.tiers.ofCreator(creator.id), this.doors.of(creator.id, actor), this.seats.left(creator.id), this.admissions.of(actor?.accountId ?? null, creator.id),
    ]);
    const membership = actor && await this.memberships.find(actor.accountId, creator.id);
    const held = new Set(door.held().map((tier) => tier.id));
    const mayTry = !actor || await this.trials.mayHave(actor.accountId, creator.id);
    // A hidden tier is offered to whoever has its address: ?tier=<id>.
    const onSale = tiers.filter((tier) => held.has(tier.id) || (isSoldTo(tier, admitted) && (!tier.hiddenAt || tier.id === query.tier)));
    const till = tillOf(onSale, query);
    const buyable = onSale.filter((tier) => tier.paid && !held.has(tier.id) && left.get(tier.id) !== 0);
    const featured = (buyable.find((tier) => admitted.has(tier.id)) ?? buyable[0])?.id;
    return {
      creator: door.hushes(creator) ? hushedCreator(creatorView(creator)) : creatorView(creator),
      offers: onSale.map((tier) => ({
        ...tierView(tier), yours: held.has(tier.id) && (tier.paid || !membership?.paidTierId),
        since: held.has(tier.id) ? (tier.paid ? membership?.paidSince ?? membership?.since : membership?.since)?.toISOString() ?? null : null,
        featured: tier.id === featured, payable: tier.paid && isSoldTo(tier, admitted) && this.stripe.enabled && !membership?.paidTierId && left.get(tier.id) !== 0,
        ...toldAt(tier, till), seatsLeft: left.get(tier.id) ?? null, trial: trialTerms(tier, mayTry && tier.paid, actor?.proved ?? false),
        changeUrl: membership && isSoldTo(tier, admitted) && isWayTo(membership, tier) && left.get(tier.id) !== 0 ? `/@${creator.handle}/membership/change?tier=${tier.id}` : null,
      })),
      standing: standingView(door), seller: new URL(this.config.publicUrl).host, payments: this.stripe.enabled, taxed: this.stripe.taxed, guests: this.config.signUp === 'open',
      askUrl: door.viewer.staff || admitted.size > 0 ? null : askUrl(creator, tiers, membership?.paidTierId ?? null),
      till: tillView(onSale, till, `/@${creator.handle}/join`),
    };
  }
}

/** Whether somebody can change to a tier from the one they pay for. */
function isWayTo({ paidTierId, paidStatus, priceCurrency, pricePeriod }: Membership, tier: TierWithPrice): boolean {
  return paidStatus === 'active' && tier.id !== paidTierId && !tier.hiddenAt && tier.prices.some((price) => price.currency === priceCurrency && price.period === pricePeriod);
}
