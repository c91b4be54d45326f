import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { RegistrationRepeated } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { LINK } from './samples.js';

/** Tells the owner of an address, and only them, that somebody signed up with it. */
@Injectable()
@MailOf({ kind: 'registered-already', list: false, samples: { full: LINK, empty: LINK } })
export class RegisteredAlreadyMail implements MailSource {
  constructor(private readonly desk: MailDesk) {}

  @OnEvent(RegistrationRepeated)
  async owe({ accountId, requestId }: RegistrationRepeated): Promise<void> {
    await this.desk.owe('registered-already', requestId, accountId, null, accountId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    return this.desk.account(mail, '/sign-in');
  }
}
