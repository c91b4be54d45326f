import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { PaymentRefunded, Payments } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS, TIER } from './samples.js';

/** Money went back, for whatever reason: also to somebody whose membership is over. */
@Injectable()
@MailOf({ kind: 'refund', list: false, samples: { full: { creator: CREATOR, tier: TIER, sum: EUROS }, empty: { creator: CREATOR, sum: EUROS } } })
export class RefundMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly payments: Payments) {}

  @OnEvent(PaymentRefunded)
  async owe({ accountId, creatorId, invoiceId, refunded }: PaymentRefunded): Promise<void> {
    await this.desk.owe('refund', `${invoiceId} ${refunded}`, accountId, creatorId, invoiceId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    if (await this.desk.isClosed(mail)) return null;
    const [account, creator, payment] = await Promise.all([this.desk.account(mail, `/account/charges/${mail.subject_id}`), this.desk.creator(mail), this.payments.byInvoice(mail.subject_id)]);
    // Of what did not arrive meanwhile nobody hears that it is on its way.
    return account && creator && payment && payment.refunded > 0 ? { ...account, creator, sum: { amount: payment.refunded, currency: payment.currency } } : null;
  }
}
