import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { PaymentReceived, Payments } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** What a renewal took, and for how long. The first payment is told of in the welcome, that of a change with the change. */
@Injectable()
@MailOf({
  kind: 'receipt', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, nextCharge: '2026-12-22T10:00:00Z', cancelUrl: CANCEL, sum: EUROS, from: '2026-11-22T10:00:00Z', until: '2026-12-22T10:00:00Z', tax: { amount: 90, currency: 'EUR' } },
    empty: { creator: CREATOR, sum: EUROS, from: '2026-11-22T10:00:00Z', until: '2026-12-22T10:00:00Z', tax: null },
  },
})
export class ReceiptMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly payments: Payments) {}

  @OnEvent(PaymentReceived)
  async owe({ accountId, creatorId, invoiceId }: PaymentReceived): Promise<void> {
    const payment = await this.payments.byInvoice(invoiceId);
    if (payment && !payment.first && !payment.change) await this.desk.owe('receipt', invoiceId, accountId, creatorId, invoiceId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const found = await this.members.payment(mail, ({ invoiceId }) => `/account/charges/${invoiceId}`);
    if (!found) return null;
    const { tax, currency } = found.payment;
    return { ...found.says, tax: tax > 0 ? { amount: tax, currency } : null, from: found.payment.periodFrom.toISOString(), until: found.payment.periodUntil.toISOString() };
  }
}
