import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { Clock, Conflict, Database, Events, InvalidInput, NotFound, OnEvent, Words } from '../platform/index.js';
import { Creator, CreatorOpened } from '../members/index.js';
import { TierGraceChanged } from './events.js';
import { PERIODS, takesPlace, type WantedPrice } from './price-rules.js';
import { Prices, readPrice } from './prices.service.js';
import type { NewTierDto, TierDto } from './tier.dto.js';
import { Tier } from './tier.entity.js';
import type { TierPrice } from './tier-price.entity.js';

/** A tier with what is on sale of it; `price` is the one it is told by. */
export type TierWithPrice = Tier & { prices: TierPrice[]; price: TierPrice | null };

@Injectable()
export class Tiers {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly prices: Prices, private readonly words: Words, private readonly events: Events) {}

  /** Every tier of a page in its order, archived ones too. */
  async ofCreator(creatorId: string): Promise<TierWithPrice[]> {
    return this.ofCreators([creatorId]);
  }

  /** Every tier of several pages, each page's in its order. */
  async ofCreators(creatorIds: string[]): Promise<TierWithPrice[]> {
    return this.withPrices(await this.db.repo(Tier).find({ where: { creatorId: In(creatorIds) }, order: { position: 'asc' } }));
  }

  /** @throws NotFound for an id of another page, or of none */
  async ofPage(creatorId: string, tierId: string): Promise<TierWithPrice> {
    const tier = await this.db.repo(Tier).findOneBy({ id: tierId, creatorId });
    if (!tier) throw new NotFound();
    return (await this.withPrices([tier]))[0]!;
  }

  async byId(tierId: string): Promise<TierWithPrice | null> {
    const tier = await this.db.repo(Tier).findOneBy({ id: tierId });
    return tier && (await this.withPrices([tier]))[0]!;
  }

  /** @throws InvalidInput for a wrong price, or a second free tier */
  async create(creatorId: string, wanted: NewTierDto): Promise<TierWithPrice> {
    const paid = wanted.paid === 'paid';
    const { price, yearly } = pricesOf({ paid }, wanted);
    return this.db.inTransaction(async () => {
      await this.db.repo(Creator).findOneOrFail({ where: { id: creatorId }, lock: { mode: 'pessimistic_write' } });
      if (!paid && await this.db.repo(Tier).existsBy({ creatorId, paid: false, archivedAt: IsNull() })) throw new InvalidInput({ paid: { rule: 'oneFreeTier' } });
      const last = await this.db.repo(Tier).findOne({ where: { creatorId }, order: { position: 'desc' } });
      const { id } = await this.db.repo(Tier).save({
        creatorId, ...wordsOf(wanted), paid, position: (last?.position ?? -1) + 1, createdAt: this.clock.now(), archivedAt: null,
        currency: price?.currency ?? null, seats: Number(wanted.seats) || null,
        ...kindnessOf(wanted), ...this.toldTo({ paid, hiddenAt: null, onRequestAt: null }, wanted),
      });
      for (const one of [price, yearly]) if (one) await this.prices.offer(id, one);
      return (await this.byId(id))!;
    });
  }

  /** Whether a change would make a price on sale another, or another currency the main one. @throws InvalidInput for a wrong price */
  reprices(tier: TierWithPrice, wanted: TierDto): boolean {
    const { price, yearly } = pricesOf(tier, wanted);
    return price !== null && (price.currency !== tier.currency || [price, yearly].some((one) => one !== null && takesPlace(tier.prices, one)));
  }

  /** Changes words, and the prices for new members. @throws Conflict when somebody saved meanwhile; InvalidInput for a wrong price */
  async update(tier: TierWithPrice, wanted: TierDto): Promise<TierWithPrice> {
    const { price, yearly } = pricesOf(tier, wanted);
    return this.db.inTransaction(async () => {
      const saved = await this.db.repo(Tier).update(
        { id: tier.id, version: wanted.version ?? tier.version },
        { ...wordsOf(wanted), ...this.rulesOf(tier, wanted), currency: price?.currency ?? null, version: tier.version + 1 },
      );
      if (saved.affected === 0) throw new Conflict();
      if (wanted.graceDays && Number(wanted.graceDays) !== tier.graceDays) await this.events.publish(new TierGraceChanged(tier.id));
      if (price) await this.changePrices(tier, price, yearly, wanted.yearly === '');
      return (await this.byId(tier.id))!;
    });
  }

  /** Takes a tier off sale; whoever holds it keeps it. */
  async archive(tier: Tier): Promise<void> {
    await this.db.repo(Tier).update({ id: tier.id, archivedAt: IsNull() }, { archivedAt: this.clock.now(), version: tier.version + 1 });
  }

  /** Puts an archived tier on sale again, where it stood. @throws InvalidInput when another free tier took its place */
  async restore(tier: Tier): Promise<void> {
    if (!tier.paid && await this.db.repo(Tier).existsBy({ creatorId: tier.creatorId, paid: false, archivedAt: IsNull() })) throw new Conflict('one_free_tier');
    await this.db.repo(Tier).update({ id: tier.id, archivedAt: Not(IsNull()) }, { archivedAt: null, version: tier.version + 1 });
  }

  /**
   * Puts a page's tiers into another order, lowest first.
   * @param ids every tier of the page, once
   * @throws Conflict when the page's tiers are not these (somebody made one meanwhile)
   */
  async reorder(creatorId: string, ids: string[]): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.db.repo(Creator).findOneOrFail({ where: { id: creatorId }, lock: { mode: 'pessimistic_write' } });
      const known = (await this.db.repo(Tier).findBy({ creatorId })).map((tier) => tier.id);
      if (known.length !== ids.length || !known.every((id) => ids.includes(id))) throw new Conflict('tiers_changed');
      // Two steps, since no two may stand in one place even for a moment.
      await this.db.sql('tiers.lift', 'update tier set position = -1 - position where creator_id = $1', [creatorId]);
      await this.db.sql('tiers.place', `update tier t set position = place.at - 1 from unnest($2::uuid[]) with ordinality as place (id, at) where t.id = place.id and t.creator_id = $1`, [creatorId, ids]);
    });
  }

  /** A new page begins with a free tier, so that people can follow it at once. */
  @OnEvent(CreatorOpened)
  async beginFree({ creatorId }: CreatorOpened): Promise<void> {
    const creator = await this.db.repo(Creator).findOneBy({ id: creatorId });
    if (!creator || await this.db.repo(Tier).existsBy({ creatorId, paid: false })) return;
    const t = this.words.for(creator.language);
    await this.create(creatorId, {
      name: t('studio.firstTierName'), description: t('studio.firstTierDescription'), benefits: t('studio.firstTierBenefits'), welcome: '', paid: 'free',
    });
  }

  /** A new main currency takes the place of the old one; other currencies stay as they are. */
  private async changePrices(tier: TierWithPrice, price: WantedPrice, yearly: WantedPrice | null, noYearly: boolean): Promise<void> {
    if (tier.currency && tier.currency !== price.currency) for (const period of PERIODS) await this.prices.retireOf(tier.id, tier.currency, period);
    await this.prices.offer(tier.id, price);
    if (yearly) await this.prices.offer(tier.id, yearly);
    else if (noYearly) await this.prices.retireOf(tier.id, price.currency, 'year');
  }

  private rulesOf(tier: Tier, wanted: TierDto): Partial<Tier> {
    return {
      ...(wanted.seats !== undefined && { seats: Number(wanted.seats) || null }),
      ...kindnessOf(wanted),
      ...this.toldTo(tier, wanted),
    };
  }

  /** Who is told of a tier. One on request is no secret to those who were let in, and to nobody else is it told at all. */
  private toldTo(tier: Pick<Tier, 'paid' | 'hiddenAt' | 'onRequestAt'>, { hidden, onRequest }: TierDto): Pick<Tier, 'hiddenAt' | 'onRequestAt'> {
    const since = (before: Date | null, wanted: string | undefined) => (wanted === undefined ? before : wanted === 'yes' ? before ?? this.clock.now() : null);
    const onRequestAt = tier.paid ? since(tier.onRequestAt, onRequest) : null;
    return { onRequestAt, hiddenAt: onRequestAt ? null : since(tier.hiddenAt, hidden) };
  }

  private async withPrices(tiers: Tier[]): Promise<TierWithPrice[]> {
    const onSale = await this.prices.onSale(tiers);
    return tiers.map((tier) => {
      const prices = onSale.filter((price) => price.tierId === tier.id);
      return Object.assign(tier, { prices, price: prices[0] ?? null });
    });
  }
}

/** The prices a form asks for, the month's and the year's. @throws InvalidInput for a wrong one */
function pricesOf({ paid }: Pick<Tier, 'paid'>, { price, yearly, currency }: TierDto): Record<'price' | 'yearly', WantedPrice | null> {
  return { price: paid ? readPrice(price, currency, 'month', 'price') : null, yearly: paid && yearly ? readPrice(yearly, currency, 'year', 'yearly') : null };
}

function kindnessOf({ graceDays, trialDays, trialCard }: TierDto): Partial<Tier> {
  return {
    ...(graceDays && { graceDays: Number(graceDays) }),
    ...(trialDays !== undefined && { trialDays: Number(trialDays) || null }),
    ...(trialCard !== undefined && { trialCard: trialCard === 'yes' }),
  };
}

function wordsOf(wanted: TierDto) {
  const benefits = wanted.benefits.split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 12);
  return { name: wanted.name.trim(), description: wanted.description.trim(), welcome: wanted.welcome, benefits };
}
