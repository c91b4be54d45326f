import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { PriceMoveAnnounced, PriceMoves, PriceRecalls } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource, type SentMail } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** A page moves a member to its present price: what it was, what it will be, from which charge on, and the way out. The month of notice runs from here. */
@Injectable()
@MailOf({
  kind: 'price-move', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, price: EUROS, nextCharge: '2026-12-22T10:00:00Z', cancelUrl: CANCEL, now: { amount: 700, currency: 'EUR' }, before: EUROS, interval: 'month', at: '2027-01-22T10:00:00Z' },
    empty: { creator: CREATOR, tier: TIER, now: { amount: 7000, currency: 'EUR' }, before: EUROS, interval: 'year', at: '2027-01-22T10:00:00Z' },
  },
})
export class PriceMoveMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly moves: PriceMoves, private readonly recalls: PriceRecalls) {}

  @OnEvent(PriceMoveAnnounced)
  async owe({ moveId }: PriceMoveAnnounced): Promise<void> {
    const concerned = await this.moves.concerned(moveId);
    for (const accountId of concerned?.accountIds ?? []) await this.desk.owe('price-move', moveId, accountId, concerned!.creatorId, moveId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const told = mail.account_id ? await this.moves.tell(mail.subject_id, mail.account_id) : null;
    const says = told && await this.members.member(mail, '', told.tierId);
    if (!told || !says?.creator || !says.tier) return null;
    return { ...says, url: `${says.creator.url}/membership`, before: told.before, now: told.now, interval: told.period, at: told.startsAt.toISOString() };
  }

  async sent(mail: SentMail): Promise<void> {
    if (!mail.account_id) return;
    await this.moves.told(mail.subject_id, mail.account_id);
    await this.recalls.toldTooLate(mail.subject_id, mail.account_id);
  }
}
