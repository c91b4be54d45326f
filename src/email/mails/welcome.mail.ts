import { Injectable } from '@nestjs/common';
import { OnEvent, plusMs, toHtml, toText } from '../../platform/index.js';
import { Memberships } from '../../access/index.js';
import { PaidMembershipStarted, WithdrawalLinks, Withdrawals } from '../../billing/index.js';
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
      withdrawal: { url: 'https://thousand.example/mail/withdrawal/abc', lastDay: '2026-12-06T22:59:00Z' },
    },
    empty: { creator: CREATOR, tier: TIER, words: null, trialing: false, withdrawal: null },
  },
})
export class WelcomeMail implements MailSource {
  constructor(
    private readonly desk: MailDesk, private readonly tiers: Tiers, private readonly members: MembershipDesk, private readonly memberships: Memberships, private readonly withdrawals: Withdrawals,
    private readonly links: WithdrawalLinks,
  ) {}

  @OnEvent(PaidMembershipStarted)
  async owe({ accountId, creatorId, tierId, subscriptionId }: PaidMembershipStarted): Promise<void> {
    await this.desk.owe('welcome', subscriptionId, accountId, creatorId, tierId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [says, tier] = await Promise.all([this.members.member(mail, '', mail.subject_id), this.tiers.byId(mail.subject_id)]);
    if (!says?.creator || !tier) return null;
    return { ...says, url: says.creator.url, words: tier.welcome ? { html: toHtml(tier.welcome), text: toText(tier.welcome) } : null, withdrawal: await this.withdrawal(mail) };
  }

  /** What the law wants said with a contract: until when it may be taken back, and where. */
  private async withdrawal({ account_id: accountId, creator_id: creatorId }: Mail): Promise<{ url: string; lastDay: string } | null> {
    const membership = accountId && creatorId ? await this.memberships.find(accountId, creatorId) : null;
    const open = membership && await this.withdrawals.open(membership, membership.creatorId);
    return open && { url: this.links.url(membership), lastDay: plusMs(open.until, -1).toISOString() };
  }
}
