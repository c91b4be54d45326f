import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Clock, Conflict, Database, Events, InvalidInput, NotFound, OnEvent, Words } from '../platform/index.js';
import { Creator, CreatorOpened } from '../members/index.js';
import { TierOffered } from './events.js';
import { CURRENCIES, readAmount } from './price-rules.js';
import type { NewTierDto, TierDto } from './tier.dto.js';
import { Tier } from './tier.entity.js';
import { TierPrice } from './tier-price.entity.js';

export type TierWithPrice = Tier & { price: TierPrice | null };

@Injectable()
export class Tiers {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly words: Words) {}

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

  /** A price by its id, retired ones too: members keep theirs. */
  async price(id: string): Promise<TierPrice | null> {
    return this.db.repo(TierPrice).findOneBy({ id });
  }

  /** @throws InvalidInput for a wrong price, or a second free tier */
  async create(creatorId: string, wanted: NewTierDto): Promise<TierWithPrice> {
    const paid = wanted.paid === 'paid';
    const price = paid ? priceOf(wanted) : null;
    return this.db.inTransaction(async () => {
      await this.db.repo(Creator).findOneOrFail({ where: { id: creatorId }, lock: { mode: 'pessimistic_write' } });
      if (!paid && await this.db.repo(Tier).existsBy({ creatorId, paid: false, archivedAt: IsNull() })) throw new InvalidInput({ paid: { rule: 'oneFreeTier' } });
      const last = await this.db.repo(Tier).findOne({ where: { creatorId }, order: { position: 'desc' } });
      const { id } = await this.db.repo(Tier).save({
        creatorId, ...wordsOf(wanted), paid, position: (last?.position ?? -1) + 1, createdAt: this.clock.now(), archivedAt: null,
      });
      if (price) await this.offer(id, price);
      return (await this.byId(id))!;
    });
  }

  /** Changes words, and the price for new members. @throws Conflict when somebody saved meanwhile */
  async update(tier: TierWithPrice, wanted: TierDto): Promise<TierWithPrice> {
    const price = tier.paid ? priceOf(wanted) : null;
    return this.db.inTransaction(async () => {
      const saved = await this.db.repo(Tier).update(
        { id: tier.id, version: wanted.version ?? tier.version }, { ...wordsOf(wanted), version: tier.version + 1 },
      );
      if (saved.affected === 0) throw new Conflict();
      const changed = price && (price.amount !== tier.price?.amount || price.currency !== tier.price.currency);
      if (changed) {
        await this.db.repo(TierPrice).update({ tierId: tier.id, retiredAt: IsNull() }, { retiredAt: this.clock.now() });
        await this.offer(tier.id, price);
      }
      return (await this.byId(tier.id))!;
    });
  }

  /** Takes a tier off sale; whoever holds it keeps it. */
  async archive(tier: Tier): Promise<void> {
    await this.db.repo(Tier).update({ id: tier.id, archivedAt: IsNull() }, { archivedAt: this.clock.now(), version: tier.version + 1 });
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

  private async offer(tierId: string, price: { amount: number; currency: string }): Promise<void> {
    await this.db.repo(TierPrice).insert({ tierId, ...price, period: 'month', createdAt: this.clock.now(), retiredAt: null });
    await this.events.publish(new TierOffered(tierId));
  }

  private async withPrices(tiers: Tier[]): Promise<TierWithPrice[]> {
    const ids = tiers.filter((tier) => tier.paid).map((tier) => tier.id);
    const prices = ids.length === 0 ? [] : await this.db.repo(TierPrice).findBy({ tierId: In(ids), retiredAt: IsNull() });
    return tiers.map((tier) => Object.assign(tier, { price: prices.find((price) => price.tierId === tier.id) ?? null }));
  }
}

function priceOf(wanted: TierDto): { amount: number; currency: string } {
  const currency = wanted.currency ?? '';
  const amount = readAmount(wanted.price ?? '', currency);
  if (CURRENCIES[currency] === undefined) throw new InvalidInput({ currency: { rule: 'isIn' } });
  if (amount === null) throw new InvalidInput({ price: { rule: 'price' } });
  return { amount, currency };
}

function wordsOf(wanted: TierDto) {
  const benefits = wanted.benefits.split('\n').map((line) => line.trim()).filter(Boolean).slice(0, 12);
  return { name: wanted.name.trim(), description: wanted.description.trim(), welcome: wanted.welcome, benefits };
}
