import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Creators, PageDecided, PageRequests } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';

const SAMPLE = { pageName: 'Moths', approved: true, says: 'Looking forward to it.', why: 'creatorMail.why.page-decided' };

/** The operator's answer to somebody who asked for a page. */
@Injectable()
@MailOf({ kind: 'page-decided', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, approved: false, says: null } } })
export class PageDecidedMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly requests: PageRequests, private readonly creators: Creators) {}

  @OnEvent(PageDecided)
  async owe({ requestId }: PageDecided): Promise<void> {
    const request = await this.requests.byId(requestId);
    if (request) await this.desk.owe('page-decided', requestId, request.accountId, null, requestId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const request = await this.requests.byId(mail.subject_id);
    const [creator] = request?.creatorId ? await this.creators.byIds([request.creatorId]) : [];
    const account = await this.desk.account(mail, creator ? `/studio/${creator.handle}/settings` : '/studio');
    return request && account && { ...account, pageName: request.name, approved: request.approved, says: request.sentence, why: SAMPLE.why };
  }
}
