import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { stateOf, TierRequestAnswered, TierRequests } from '../../access/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR } from './samples.js';

const SAMPLE = { creator: CREATOR, says: 'The winter is thin here, too. Ask me again in spring.', why: 'asking.whyAsked' };

/** Somebody who asked for the smaller price is not let in now. */
@Injectable()
@MailOf({ kind: 'not-let-in', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, says: null } } })
export class NotLetInMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly requests: TierRequests) {}

  @OnEvent(TierRequestAnswered)
  async owe({ requestId }: TierRequestAnswered): Promise<void> {
    const request = await this.requests.byId(requestId);
    if (stateOf(request) === 'notNow') await this.desk.owe('not-let-in', requestId, request!.accountId, request!.creatorId, requestId);
  }

  /** Nothing is said of a no that became a yes before its mail was written. */
  async says(mail: Mail): Promise<MailSays | null> {
    const request = await this.requests.byId(mail.subject_id);
    if (stateOf(request) !== 'notNow' || await this.desk.isClosed(mail)) return null;
    const creator = await this.desk.creator(mail);
    const account = creator && await this.desk.account(mail, `/@${creator.handle}`);
    return account && { ...account, creator, says: request!.says, why: SAMPLE.why };
  }
}
