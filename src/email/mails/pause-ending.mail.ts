import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { PauseEnding } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** A pause is almost over: what is charged, when, and the way out. */
@Injectable()
@MailOf({
  kind: 'pause-ending', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, since: '2025-11-22T10:00:00Z', price: EUROS, nextCharge: '2026-12-06T10:00:00Z', cancelUrl: CANCEL },
    empty: { creator: CREATOR, tier: TIER, price: EUROS, nextCharge: '2026-12-06T10:00:00Z', cancelUrl: CANCEL },
  },
})
export class PauseEndingMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(PauseEnding)
  async owe({ accountId, creatorId, subscriptionId, chargeAt }: PauseEnding): Promise<void> {
    await this.desk.owe('pause-ending', `${subscriptionId} ${chargeAt}`, accountId, creatorId, subscriptionId);
  }

  /** Who went on or left meanwhile is told nothing. */
  async says(mail: Mail): Promise<MailSays | null> {
    const says = await this.members.member(mail, '/account');
    return says?.paused && says.nextCharge && says.tier && says.price ? says : null;
  }
}
