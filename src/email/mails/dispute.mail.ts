import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { DisputeMoved, Troubles } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS } from './samples.js';

const SAMPLE = { creator: CREATOR, sum: EUROS, day: '2026-11-22T10:00:00Z', stage: 'opened', why: 'moneyMail.why.dispute' };

/** To a fan whose payment is disputed at the bank: calmly, what that shuts, and how it ended. */
@Injectable()
@MailOf({ kind: 'dispute', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, stage: 'lost' } } })
export class DisputeMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly troubles: Troubles) {}

  @OnEvent(DisputeMoved)
  async owe({ accountId, creatorId, disputeId, to }: DisputeMoved): Promise<void> {
    if (accountId) await this.desk.owe('dispute', `${disputeId} ${to}`, accountId, creatorId, `${disputeId} ${to}`);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [disputeId = '', stage] = mail.subject_id.split(' ');
    const [account, creator, dispute] = await Promise.all([this.desk.account(mail, '/account/charges'), this.desk.creator(mail), this.troubles.byId(disputeId)]);
    return account && creator && dispute && {
      ...account, creator, sum: { amount: dispute.amount, currency: dispute.currency }, day: dispute.at.toISOString(), stage, why: SAMPLE.why,
    };
  }
}
