import { Injectable } from '@nestjs/common';
import { Clock, OnEvent, parseDate } from '../../platform/index.js';
import { CardExpiring, CardLinks } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** A card is about to run out: which one, what it pays for, and the link that takes another. */
@Injectable()
@MailOf({
  kind: 'card-expiring', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, since: '2025-11-22T10:00:00Z', price: EUROS, nextCharge: '2026-12-06T10:00:00Z', cancelUrl: CANCEL, last4: '4242', end: '2026-11-30T12:00:00Z' },
    empty: { creator: CREATOR, last4: '4242', end: '2026-11-30T12:00:00Z' },
  },
})
export class CardExpiringMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly cards: CardLinks, private readonly clock: Clock) {}

  @OnEvent(CardExpiring)
  async owe({ accountId, creatorId, subscriptionId, cause }: CardExpiring): Promise<void> {
    await this.desk.owe('card-expiring', cause, accountId, creatorId, `${subscriptionId} ${cause.split(' ').at(-1)}`);
  }

  /** Who has another card by now, or left, is told nothing. */
  async says(mail: Mail): Promise<MailSays | null> {
    const [subscriptionId = '', month] = mail.subject_id.split(' ');
    const [says, about] = await Promise.all([this.members.member(mail, ''), this.cards.about(subscriptionId)]);
    const card = about?.row.card;
    if (!says || !about || !card || `${card.year}-${card.month}` !== month || !about.row.nextChargeAt) return null;
    // The middle of the last day: the same month in every zone.
    const end = parseDate(Date.UTC(card.year, card.month, 0, 12));
    return end < this.clock.now() ? null : { ...says, url: about.url, last4: card.last4, end: end.toISOString() };
  }
}
