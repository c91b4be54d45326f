import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Accounts, PageRequested, PageRequests } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';

const SAMPLE = { person: 'Noor Haddad', pageName: 'Moths', handle: 'noor', says: 'I draw one moth a night.', why: 'creatorMail.why.page-requested' };

/** Tells whoever runs the install that somebody would like a page. */
@Injectable()
@MailOf({ kind: 'page-requested', list: false, samples: { full: SAMPLE, empty: SAMPLE } })
export class PageRequestedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly requests: PageRequests, private readonly accounts: Accounts) {}

  @OnEvent(PageRequested)
  async owe({ requestId }: PageRequested): Promise<void> {
    for (const operator of await this.accounts.operators()) await this.desk.owe('page-requested', requestId, operator.id, null, requestId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const request = await this.requests.byId(mail.subject_id);
    const [account, person] = request && !request.decidedAt ? await Promise.all([this.desk.account(mail, '/operator/pages'), this.accounts.byId(request.accountId)]) : [null, null];
    return request && account && person && { ...account, person: person.name, pageName: request.name, handle: request.handle, says: request.why, why: SAMPLE.why };
  }
}
