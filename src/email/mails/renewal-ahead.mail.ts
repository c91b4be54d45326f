import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { RenewalAhead } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** A year is almost over: what comes, when, and the way out. */
@Injectable()
@MailOf({
  kind: 'renewal-ahead', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, since: '2025-11-22T10:00:00Z', price: EUROS, nextCharge: '2026-12-06T10:00:00Z', cancelUrl: CANCEL },
    empty: { creator: CREATOR, price: EUROS, nextCharge: '2026-12-06T10:00:00Z', cancelUrl: CANCEL },
  },
})
export class RenewalAheadMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(RenewalAhead)
  async owe({ accountId, creatorId, subscriptionId, renewsAt }: RenewalAhead): Promise<void> {
    await this.desk.owe('renewal-ahead', `${subscriptionId} ${renewsAt}`, accountId, creatorId, subscriptionId);
  }

  /** Who cancelled meanwhile is told nothing. */
  async says(mail: Mail): Promise<MailSays | null> {
    const says = await this.members.member(mail, '/account/charges');
    return says?.nextCharge && says.price ? says : null;
  }
}
