import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { PriceMoveRecalled, PriceRecalls } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CREATOR, EUROS, TIER } from './samples.js';

/** A price that was announced does not come: whoever was told of it keeps theirs. */
@Injectable()
@MailOf({
  kind: 'price-recall', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, kept: EUROS, nextCharge: '2026-12-22T10:00:00Z' },
    empty: { creator: CREATOR, tier: TIER, kept: { amount: 7000, currency: 'EUR' } },
  },
})
export class PriceRecallMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly recalls: PriceRecalls) {}

  @OnEvent(PriceMoveRecalled)
  async owe({ moveId, accountId, creatorId }: PriceMoveRecalled): Promise<void> {
    await this.desk.owe('price-recall', moveId, accountId, creatorId, moveId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const kept = mail.account_id ? await this.recalls.kept(mail.subject_id, mail.account_id) : null;
    const says = kept && await this.members.member(mail, '', kept.tierId);
    return kept && says?.creator && says.tier ? { ...says, url: `${says.creator.url}/membership`, kept: kept.price } : null;
  }
}
