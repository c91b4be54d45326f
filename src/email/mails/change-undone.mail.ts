import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { ChangeUndone } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** A change that was to come was taken back: all stays as it was. */
@Injectable()
@MailOf({
  kind: 'change-undone', list: false,
  samples: { full: { creator: CREATOR, tier: TIER, price: EUROS, nextCharge: '2026-12-22T10:00:00Z', cancelUrl: CANCEL }, empty: { creator: CREATOR, tier: TIER } },
})
export class ChangeUndoneMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(ChangeUndone)
  async owe({ accountId, creatorId, tierId, source }: ChangeUndone): Promise<void> {
    await this.desk.owe('change-undone', source, accountId, creatorId, tierId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const says = await this.members.member(mail, '/account', mail.subject_id);
    return says?.tier ? says : null;
  }
}
