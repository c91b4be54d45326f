import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { CardLinks, TrialEnding } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** Free days are almost over: what is charged, when, and the way out; or, without a card, that nothing is, and the way to stay. */
@Injectable()
@MailOf({
  kind: 'trial-ending', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, since: '2026-11-22T10:00:00Z', price: EUROS, nextCharge: '2026-12-06T10:00:00Z', until: '2026-12-06T10:00:00Z', cancelUrl: CANCEL },
    empty: { creator: CREATOR, tier: TIER, price: EUROS, until: '2026-12-06T10:00:00Z' },
  },
})
export class TrialEndingMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly cards: CardLinks) {}

  @OnEvent(TrialEnding)
  async owe({ accountId, creatorId, subscriptionId, endsAt }: TrialEnding): Promise<void> {
    await this.desk.owe('trial-ending', `${subscriptionId} ${endsAt}`, accountId, creatorId, subscriptionId);
  }

  /** Who left meanwhile is told nothing. */
  async says(mail: Mail): Promise<MailSays | null> {
    const [says, about] = await Promise.all([this.members.member(mail, '/account'), this.cards.about(mail.subject_id)]);
    if (!says?.trialing || !says.tier || !says.price || !about) return null;
    return says.nextCharge ? says : { ...says, url: about.url };
  }
}
