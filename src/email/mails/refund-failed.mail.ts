import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { RefundBooks, RefundFailed } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS } from './samples.js';

const SAMPLE = { creator: CREATOR, sum: EUROS, at: '2026-11-15T10:00:00Z' };

/** Money that was said to be on its way back did not arrive. It says so of a closed page, too: its farewell promised it. */
@Injectable()
@MailOf({ kind: 'refund-failed', list: false, samples: { full: SAMPLE, empty: SAMPLE } })
export class RefundFailedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly refunds: RefundBooks) {}

  @OnEvent(RefundFailed)
  async owe({ accountId, creatorId, invoiceId, refundId }: RefundFailed): Promise<void> {
    await this.desk.owe('refund-failed', refundId, accountId, creatorId, `${invoiceId} ${refundId}`);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [invoiceId = '', refundId = ''] = mail.subject_id.split(' ');
    const [account, creator, refund] = await Promise.all([this.desk.account(mail, `/account/charges/${invoiceId}`), this.desk.creator(mail), this.refunds.byId(refundId)]);
    return account && creator && refund && { ...account, creator, sum: { amount: refund.amount, currency: refund.currency }, at: refund.createdAt.toISOString() };
  }
}
