import { Injectable } from '@nestjs/common';
import { OnEvent, toHtml, toText } from '../../platform/index.js';
import { PaidMembershipStarted } from '../../billing/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** The creator's own words to a new paying member, with what was paid and when it is next. */
@Injectable()
@MailOf({
  kind: 'welcome', list: false,
  samples: {
    full: {
      creator: CREATOR, tier: TIER, since: '2026-11-22T10:00:00Z', price: EUROS, nextCharge: '2026-12-22T10:00:00Z', cancelUrl: CANCEL, trialing: true, until: '2026-12-22T10:00:00Z',
      words: { html: '<p>Come in, mind the bricks.</p>', text: 'Come in, mind the bricks.' },
    },
    empty: { creator: CREATOR, tier: TIER, words: null, trialing: false },
  },
})
export class WelcomeMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly tiers: Tiers, private readonly members: MembershipDesk) {}

  @OnEvent(PaidMembershipStarted)
  async owe({ accountId, creatorId, tierId, subscriptionId }: PaidMembershipStarted): Promise<void> {
    await this.desk.owe('welcome', subscriptionId, accountId, creatorId, tierId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [says, tier] = await Promise.all([this.members.member(mail, '', mail.subject_id), this.tiers.byId(mail.subject_id)]);
    if (!says?.creator || !tier) return null;
    return { ...says, url: says.creator.url, words: tier.welcome ? { html: toHtml(tier.welcome), text: toText(tier.welcome) } : null };
  }
}
