import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { MembershipWithdrawn, Withdrawals } from '../../billing/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS, TIER } from './samples.js';

const SAMPLE = { creator: CREATOR, tier: TIER, sum: EUROS, at: '2026-11-22T10:00:00Z', why: 'moneyMail.why.withdrawal' };

/** Acknowledges a withdrawal with what it was and the day and time at which it was received (Directive (EU) 2023/2673, article 11a). */
@Injectable()
@MailOf({ kind: 'withdrawal', list: false, samples: { full: SAMPLE, empty: SAMPLE } })
export class WithdrawalMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly withdrawals: Withdrawals, private readonly tiers: Tiers) {}

  @OnEvent(MembershipWithdrawn)
  async owe({ accountId, creatorId, subscriptionId }: MembershipWithdrawn): Promise<void> {
    await this.desk.owe('withdrawal', subscriptionId, accountId, creatorId, subscriptionId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const withdrawal = await this.withdrawals.find(mail.subject_id);
    const [account, creator, tier] = await Promise.all([this.desk.account(mail, '/account/charges'), this.desk.creator(mail), withdrawal?.tierId ? this.tiers.byId(withdrawal.tierId) : null]);
    return account && creator && withdrawal && { ...account, creator, tier: { name: tier?.name ?? creator.name }, sum: withdrawal.sum, at: withdrawal.at.toISOString(), why: SAMPLE.why };
  }
}
