import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { MembershipUnsold } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** Somebody moved a membership, at Stripe, to a price that no tier here has: what it opens now, what is charged, and the way out. */
@Injectable()
@MailOf({
  kind: 'membership-unsold', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, cancelUrl: CANCEL, charge: { price: EUROS, interval: 'month', every: 3, at: '2026-12-03T10:00:00Z' } },
    empty: { creator: CREATOR, tier: TIER, cancelUrl: CANCEL, charge: null },
  },
})
export class MembershipUnsoldMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(MembershipUnsold)
  async owe({ accountId, creatorId, tierId, cause }: MembershipUnsold): Promise<void> {
    await this.desk.owe('membership-unsold', cause, accountId, creatorId, tierId);
  }

  /** Where it was moved back, or has ended, before it was sent there is nothing to tell. */
  async says(mail: Mail): Promise<MailSays | null> {
    return this.members.unsold(mail, '/account', mail.subject_id);
  }
}
