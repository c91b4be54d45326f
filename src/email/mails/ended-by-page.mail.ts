import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { MembershipEndedByPage } from '../../billing/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, TIER } from './samples.js';

const SAMPLE = { creator: CREATOR, tier: TIER, why: 'moneyMail.why.ended-by-page' };

/** The page ended somebody's paid membership: that it was not they who did, and that nothing more is taken. */
@Injectable()
@MailOf({ kind: 'ended-by-page', list: false, samples: { full: SAMPLE, empty: SAMPLE } })
export class EndedByPageMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly tiers: Tiers) {}

  @OnEvent(MembershipEndedByPage)
  async owe({ accountId, creatorId, tierId, subscriptionId }: MembershipEndedByPage): Promise<void> {
    await this.desk.owe('ended-by-page', subscriptionId, accountId, creatorId, tierId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [account, creator, tier] = await Promise.all([this.desk.account(mail, '/account/charges'), this.desk.creator(mail), this.tiers.byId(mail.subject_id)]);
    return account && creator && tier && { ...account, creator, tier: { name: tier.name }, why: SAMPLE.why };
  }
}
