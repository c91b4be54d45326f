import { Injectable } from '@nestjs/common';
import { Clock, OnEvent } from '../../platform/index.js';
import { PriceHolders } from '../../billing/index.js';
import { Prices, TierPriceChanged, Tiers } from '../../tiers/index.js';
import { Unsubscribes } from '../unsubscribes.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, STOP, TIER } from './samples.js';

/** A price changed for those who join from now on: whoever is in is told that theirs stays. */
@Injectable()
@MailOf({
  kind: 'price-change', list: true,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, nextCharge: '2026-12-22T10:00:00Z', cancelUrl: CANCEL, unsubscribeUrl: STOP, now: { amount: 700, currency: 'EUR' } },
    empty: { creator: CREATOR, tier: TIER, price: EUROS, unsubscribeUrl: STOP, now: { amount: 400, currency: 'EUR' } },
  },
})
export class PriceChangeMail implements MailSource {
  constructor(
    private readonly desk: MailDesk,
    private readonly members: MembershipDesk,
    private readonly tiers: Tiers,
    private readonly prices: Prices,
    private readonly holders: PriceHolders,
    private readonly unsubscribes: Unsubscribes,
    private readonly clock: Clock,
  ) {}

  /** One a day at most, however often somebody turns the price about. */
  @OnEvent(TierPriceChanged)
  async owe({ tierId, beforeId, nowId }: TierPriceChanged): Promise<void> {
    const [tier, before] = await Promise.all([this.tiers.byId(tierId), this.prices.byId(beforeId)]);
    if (!tier || !before) return;
    const today = this.clock.system().toISOString().slice(0, 10);
    for (const accountId of await this.holders.of(before)) await this.desk.owe('price-change', `${tierId} ${today}`, accountId, tier.creatorId, nowId);
  }

  /** A price that was taken back meanwhile is nothing to write about. */
  async says(mail: Mail): Promise<MailSays | null> {
    const price = await this.prices.byId(mail.subject_id);
    const says = price && !price.retiredAt ? await this.members.member(mail, '', price.tierId) : null;
    if (!price || !says?.price || !says.creator || !mail.account_id || !mail.creator_id) return null;
    if (says.price.amount === price.amount && says.price.currency === price.currency) return null;
    if (await this.unsubscribes.refused(mail.account_id, mail.creator_id, 'price-change')) return null;
    return {
      ...says, url: `${says.creator.url}/membership`, now: { amount: price.amount, currency: price.currency },
      unsubscribeUrl: this.unsubscribes.url(mail.account_id, mail.creator_id, 'price-change'),
    };
  }
}
