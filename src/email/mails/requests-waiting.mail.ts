import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Requests, RequestsWaiting } from '../../access/index.js';
import { Creators } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR } from './samples.js';

const SAMPLE = { creator: CREATOR, count: 2, why: 'asking.whyWaiting' };

/** To a page's owner: people ask for the smaller price. Who they are and what they say stands on the page alone. */
@Injectable()
@MailOf({ kind: 'requests-waiting', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, count: 1 } } })
export class RequestsWaitingMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly creators: Creators, private readonly requests: Requests) {}

  @OnEvent(RequestsWaiting)
  async owe({ creatorId, at }: RequestsWaiting): Promise<void> {
    const owner = await this.creators.ownerOf(creatorId);
    if (owner) await this.desk.owe('requests-waiting', `${creatorId} ${at}`, owner, creatorId, creatorId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [creator, count] = await Promise.all([this.desk.creator(mail), this.requests.count(mail.subject_id)]);
    const account = creator && count && !await this.desk.isClosed(mail) ? await this.desk.account(mail, `/studio/${creator.handle}/members/requests`) : null;
    return account && { ...account, creator, count, why: SAMPLE.why };
  }
}
