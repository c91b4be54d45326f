import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Closings, CreatorClosingBegan } from '../../members/index.js';
import { Memberships } from '../../access/index.js';
import { MembershipClosed, PageClosing } from '../../billing/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS } from './samples.js';

const SAMPLE = { creator: CREATOR, refund: EUROS, farewell: 'Thank you for twelve years of fire.', readableUntil: '2027-01-31T23:00:00Z', why: 'creatorMail.why.page-closed' };

/** A page has closed: its members are told, those who paid once their money is on its way back. */
@Injectable()
@MailOf({ kind: 'page-closed', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, refund: null, farewell: null, readableUntil: null } } })
export class PageClosedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly closings: Closings, private readonly closing: PageClosing, private readonly memberships: Memberships) {}

  @OnEvent(CreatorClosingBegan)
  async owe({ creatorId }: CreatorClosingBegan): Promise<void> {
    const paid = await this.closing.listed(creatorId);
    for (let after: string | null = null; ;) {
      const batch: string[] = await this.memberships.accountsOf(creatorId, after, 500);
      for (const accountId of batch) if (!paid.has(accountId)) await this.desk.owe('page-closed', creatorId, accountId, creatorId, creatorId);
      if (batch.length < 500) return;
      after = batch.at(-1)!;
    }
  }

  @OnEvent(MembershipClosed)
  async oweAfterRefund({ accountId, creatorId }: MembershipClosed): Promise<void> {
    await this.desk.owe('page-closed', creatorId, accountId, creatorId, creatorId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const closed = mail.creator_id ? await this.closings.of(mail.creator_id) : null;
    const [account, creator] = await Promise.all([this.desk.account(mail, '/account'), this.desk.creator(mail)]);
    if (!closed || !account || !creator) return null;
    return {
      ...account, url: creator.url, creator, farewell: closed.farewell, readableUntil: closed.readableUntil?.toISOString() ?? null, why: SAMPLE.why,
      refund: await this.closing.refundOf(mail.account_id!, mail.creator_id!),
    };
  }
}
