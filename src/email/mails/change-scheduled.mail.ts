import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { ChangeScheduled } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** Somebody chose another tier for when what they paid for has run out: from when, what it costs, and how to stay after all. */
@Injectable()
@MailOf({
  kind: 'change-scheduled', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, interval: 'month', at: '2026-12-22T10:00:00Z', cancelUrl: CANCEL },
    empty: { creator: CREATOR, tier: TIER, price: EUROS, interval: 'year', at: '2026-12-22T10:00:00Z' },
  },
})
export class ChangeScheduledMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(ChangeScheduled)
  async owe({ accountId, creatorId, source }: ChangeScheduled): Promise<void> {
    await this.desk.owe('change-scheduled', source, accountId, creatorId, source);
  }

  /** What was taken back before it went out is nothing to write about. */
  async says(mail: Mail): Promise<MailSays | null> {
    const found = await this.members.coming(mail, '/account');
    return found?.coming.kind === 'scheduled' ? { ...found.says, nextCharge: null } : null;
  }
}
