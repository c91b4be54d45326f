import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { MembershipEnding } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CREATOR, TIER } from './samples.js';

/** Somebody cancelled: until when all stays theirs, and how to stay after all. */
@Injectable()
@MailOf({
  kind: 'membership-ending', list: false,
  samples: { full: { creator: CREATOR, tier: TIER, until: '2026-12-22T10:00:00Z' }, empty: { creator: CREATOR, tier: TIER, until: null } },
})
export class MembershipEndingMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(MembershipEnding)
  async owe({ accountId, creatorId, tierId, subscriptionId, canceledAt }: MembershipEnding): Promise<void> {
    await this.desk.owe('membership-ending', `${subscriptionId} ${canceledAt}`, accountId, creatorId, tierId);
  }

  /** Who changed their mind before it went out is told nothing. */
  async says(mail: Mail): Promise<MailSays | null> {
    const says = await this.members.member(mail, '/account', mail.subject_id);
    return says?.tier && says.cancelUrl === null ? says : null;
  }
}
