import { Injectable } from '@nestjs/common';
import { Clock, OnEvent } from '../../platform/index.js';
import { CardLinks, PaymentFailed } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** The bank said no, or asks its customer: what is still open, when it is asked again, and one link that sets it right. One mail a try. */
@Injectable()
@MailOf({
  kind: 'payment-failed', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, cancelUrl: CANCEL, sum: EUROS, again: '2026-11-25T10:00:00Z', openUntil: '2026-11-29T10:00:00Z', confirm: false },
    empty: { creator: CREATOR, sum: EUROS, again: null, openUntil: null, confirm: true },
  },
})
export class PaymentFailedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly cards: CardLinks, private readonly clock: Clock) {}

  @OnEvent(PaymentFailed)
  async owe({ accountId, creatorId, invoiceId, attempt }: PaymentFailed): Promise<void> {
    // A change that waits for its payment is told of as such.
    if (await this.members.waitsFor(accountId, creatorId, invoiceId)) return;
    await this.desk.owe('payment-failed', `${invoiceId} ${attempt}`, accountId, creatorId, invoiceId);
  }

  /** Paid meanwhile, or called off: nobody hears of trouble that is over. */
  async says(mail: Mail): Promise<MailSays | null> {
    const found = await this.members.payment(mail, () => '/account/charges');
    if (!found || found.payment.status !== 'open') return null;
    const { says, payment } = found;
    const about = payment.subscriptionId ? await this.cards.about(payment.subscriptionId) : null;
    const until = about?.row.opensUntil;
    return {
      ...says, url: about?.url ?? says.url, nextCharge: null, again: payment.nextAttemptAt?.toISOString() ?? null,
      openUntil: until && until > this.clock.now() ? until.toISOString() : null, confirm: payment.failure === 'authentication_required',
    };
  }
}
