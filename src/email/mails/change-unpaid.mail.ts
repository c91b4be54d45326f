import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { ChangeUnpaid } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CREATOR, EUROS, TIER } from './samples.js';

/** A change was agreed and its payment did not go through: until when it waits, and where it can be paid without signing in. */
@Injectable()
@MailOf({
  kind: 'change-unpaid', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, due: { amount: 575, currency: 'EUR' }, at: '2026-11-23T09:00:00Z' },
    empty: { creator: CREATOR, tier: TIER, due: null, at: '2026-11-23T09:00:00Z' },
  },
})
export class ChangeUnpaidMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk) {}

  @OnEvent(ChangeUnpaid)
  async owe({ accountId, creatorId, source }: ChangeUnpaid): Promise<void> {
    await this.desk.owe('change-unpaid', source, accountId, creatorId, source);
  }

  /** Paid meanwhile, or called off: nobody hears of trouble that is over. */
  async says(mail: Mail): Promise<MailSays | null> {
    const found = await this.members.coming(mail, '/account');
    if (found?.coming.kind !== 'unpaid') return null;
    const { due, currency, payUrl } = found.coming;
    return { ...found.says, url: payUrl ?? found.says.url, due: due === null ? null : { amount: due, currency }, cancelUrl: null, nextCharge: null };
  }
}
