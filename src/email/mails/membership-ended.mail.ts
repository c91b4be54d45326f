import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Endings, PaidMembershipEnded } from '../../billing/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, TIER } from './samples.js';

/** A paid tier is over: what stays, and that nothing more is taken. */
@Injectable()
@MailOf({ kind: 'membership-ended', list: false, samples: { full: { creator: CREATOR, tier: TIER, unpaid: true, trialOver: false, trialRepeated: false, gone: false }, empty: { creator: CREATOR, tier: TIER, unpaid: false, trialOver: false, trialRepeated: false, gone: true } } })
export class MembershipEndedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly tiers: Tiers, private readonly endings: Endings) {}

  @OnEvent(PaidMembershipEnded)
  async owe({ accountId, creatorId, tierId, subscriptionId, unpaid, trial, gone }: PaidMembershipEnded): Promise<void> {
    // Who withdrew, whose payment was disputed and whom the page sent away has a letter of their own.
    if (await this.endings.endedBy(subscriptionId)) return;
    await this.desk.owe('membership-ended', subscriptionId, accountId, creatorId, `${tierId} ${trial ?? (unpaid ? 'unpaid' : gone ? 'gone' : 'left')}`);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    if (await this.desk.isClosed(mail)) return null;
    const [tierId = '', why] = mail.subject_id.split(' ');
    const [account, creator, tier] = await Promise.all([this.desk.account(mail, ''), this.desk.creator(mail), this.tiers.byId(tierId)]);
    return account && creator && tier && { ...account, url: `${creator.url}/join`, creator, tier: { name: tier.name }, unpaid: why === 'unpaid', trialOver: why === 'over', trialRepeated: why === 'repeated', gone: why === 'gone' };
  }
}
