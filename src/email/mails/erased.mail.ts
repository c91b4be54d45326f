import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { AccountErased } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';

/** The last letter, to somebody who is forgotten: it carries the name along, and its own row goes once it is sent. */
@Injectable()
@MailOf({ kind: 'erased', list: false, forget: true, samples: { full: { url: 'https://thousand.example' }, empty: { url: 'https://thousand.example' } } })
export class ErasedMail implements MailSource {
  constructor(private readonly queue: MailQueue, private readonly desk: MailDesk) {}

  @OnEvent(AccountErased)
  async owe({ farewellId, address, name, language }: AccountErased): Promise<void> {
    await this.queue.owe('erased', farewellId, [{ accountId: null, address, language }], null, name);
  }

  async says(mail: Mail): Promise<MailSays> {
    return { name: mail.subject_id, url: this.desk.url('') };
  }
}
