import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Creators, OwnershipMoved } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR } from './samples.js';

const SAMPLE = { creator: CREATOR, yours: true, why: 'creatorMail.why.ownership' };

/** A page changed hands: who had it and who has it are both told. */
@Injectable()
@MailOf({ kind: 'ownership', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, yours: false } } })
export class OwnershipMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly creators: Creators) {}

  @OnEvent(OwnershipMoved)
  async owe({ creatorId, from, to, at }: OwnershipMoved): Promise<void> {
    for (const accountId of [from, to]) await this.desk.owe('ownership', `${creatorId} ${at}`, accountId, creatorId, to);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [creator] = mail.creator_id ? await this.creators.byIds([mail.creator_id]) : [];
    const account = creator && await this.desk.account(mail, `/studio/${creator.handle}/team`);
    return account ? { ...account, creator: await this.desk.creator(mail), yours: mail.account_id === mail.subject_id, why: SAMPLE.why } : null;
  }
}
