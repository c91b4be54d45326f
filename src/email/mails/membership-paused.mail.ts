import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { MembershipPaused } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** Somebody paused: until when all stays theirs, and when what is charged again. Or whoever runs the install did, at Stripe. */
@Injectable()
@MailOf({
  kind: 'membership-paused', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, until: '2026-12-22T10:00:00Z', nextCharge: '2027-02-22T10:00:00Z', cancelUrl: CANCEL, halted: false },
    empty: { creator: CREATOR, tier: TIER, halted: true },
  },
})
export class MembershipPausedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(MembershipPaused)
  async owe({ accountId, creatorId, tierId, cause }: MembershipPaused): Promise<void> {
    await this.desk.owe('membership-paused', cause, accountId, creatorId, tierId);
  }

  /** Who went on before it was sent is told nothing. */
  async says(mail: Mail): Promise<MailSays | null> {
    const says = await this.members.member(mail, '/account', mail.subject_id);
    if (says?.halted) return says.tier && says;
    return says?.paused && says.tier && says.price && says.until ? says : null;
  }
}
