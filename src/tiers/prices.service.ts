import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { Clock, Database, Events, InvalidInput, NotFound } from '../platform/index.js';
import { TierOffered, TierPriceChanged } from './events.js';
import { CURRENCIES, type Period, readAmount, type WantedPrice } from './price-rules.js';
import { TierPrice } from './tier-price.entity.js';
import type { Tier } from './tier.entity.js';

/** What tiers cost: one price each currency and period. A price never changes; another takes its place, and members keep theirs. */
@Injectable()
export class Prices {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events) {}

  /** The prices on sale of several tiers: a tier's own currency first, months before years. */
  async onSale(tiers: Pick<Tier, 'id' | 'paid' | 'currency'>[]): Promise<TierPrice[]> {
    const paid = new Map(tiers.filter((tier) => tier.paid).map((tier) => [tier.id, tier.currency]));
    if (paid.size === 0) return [];
    const prices = await this.db.repo(TierPrice).find({ where: { tierId: In([...paid.keys()]), retiredAt: IsNull() } });
    const rank = (price: TierPrice) => (price.currency === paid.get(price.tierId) ? '0' : price.currency) + price.period;
    return prices.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** A price by its id, retired ones too: members keep theirs. */
  async byId(id: string): Promise<TierPrice | null> {
    return this.db.repo(TierPrice).findOneBy({ id });
  }

  /** Puts a price on sale in place of the tier's other one of the same currency and period; the same price again changes nothing. */
  async offer(tierId: string, { amount, currency, period }: WantedPrice): Promise<void> {
    await this.db.inTransaction(async () => {
      const before = await this.db.repo(TierPrice).findOne({ where: { tierId, currency, period, retiredAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
      if (before?.amount === amount) return;
      const now = this.clock.now();
      if (before) await this.db.repo(TierPrice).update({ id: before.id }, { retiredAt: now });
      const { id } = await this.db.repo(TierPrice).save({ tierId, amount, currency, period, createdAt: now, retiredAt: null });
      await this.events.publish(new TierOffered(tierId));
      if (before) await this.events.publish(new TierPriceChanged(tierId, before.id, id));
    });
  }

  /** Takes a price off sale; whoever pays it goes on. @throws NotFound for a price of another tier */
  async retire(tierId: string, priceId: string): Promise<void> {
    const { affected } = await this.db.repo(TierPrice).update({ id: priceId, tierId, retiredAt: IsNull() }, { retiredAt: this.clock.now() });
    if (affected === 0) throw new NotFound();
  }

  /** Takes the price of a currency and period off sale, if there is one. */
  async retireOf(tierId: string, currency: string, period: Period): Promise<void> {
    await this.db.repo(TierPrice).update({ tierId, currency, period, retiredAt: IsNull() }, { retiredAt: this.clock.now() });
  }
}

/**
 * A price out of a form.
 * @param field the form's field that a wrong amount is told of
 * @throws InvalidInput for a currency that is not sold in, or an amount that is none or out of bounds
 */
export function readPrice(text: string | undefined, currency: string | undefined, period: Period, field: string): WantedPrice {
  if (CURRENCIES[currency ?? ''] === undefined) throw new InvalidInput({ currency: { rule: 'isIn' } });
  const amount = readAmount(text ?? '', currency!);
  if (amount === null) throw new InvalidInput({ [field]: { rule: 'price' } });
  return { amount, currency: currency!, period };
}
