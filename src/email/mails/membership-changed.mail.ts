import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { MembershipChanged } from '../../billing/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { MembershipDesk } from './membership-desk.service.js';
import { CANCEL, CREATOR, EUROS, TIER } from './samples.js';

/** A membership is another one now: what was charged for it, and what comes. */
@Injectable()
@MailOf({
  kind: 'membership-changed', list: false,
  samples: {
    full: { creator: CREATOR, tier: TIER, from: { name: 'Proof' }, price: EUROS, interval: 'month', nextCharge: '2026-12-22T10:00:00Z', cancelUrl: CANCEL, charged: { amount: 575, currency: 'EUR' } },
    empty: { creator: CREATOR, tier: TIER, from: null, interval: 'year', charged: null },
  },
})
export class MembershipChangedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly members: MembershipDesk, private readonly tiers: Tiers) {}

  @OnEvent(MembershipChanged)
  async owe({ accountId, creatorId, cause, fromTierId, charged }: MembershipChanged): Promise<void> {
    await this.desk.owe('membership-changed', cause, accountId, creatorId, `${fromTierId} ${charged}`);
  }

  /** Who has left meanwhile is told that instead. */
  async says(mail: Mail): Promise<MailSays | null> {
    const [fromTierId = '', charged = '0'] = mail.subject_id.split(' ');
    const [says, from] = await Promise.all([this.members.member(mail, '/account/charges'), this.tiers.byId(fromTierId)]);
    if (!says?.tier || !says.price) return null;
    const sum = { amount: Number(charged), currency: says.price.currency };
    return { ...says, from: from && from.name !== says.tier.name ? { name: from.name } : null, charged: sum.amount > 0 ? sum : null };
  }
}
