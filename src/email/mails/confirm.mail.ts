import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { LinkTokens, RegistrationRequested } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { LINK } from './samples.js';

/** Proves the address of somebody who signs up. The link is made here and nowhere else: its token exists in the mail alone. */
@Injectable()
@MailOf({ kind: 'confirm', list: false, samples: { full: LINK, empty: LINK } })
export class ConfirmMail implements MailSource {
  constructor(private readonly tokens: LinkTokens, private readonly queue: MailQueue, private readonly desk: MailDesk) {}

  @OnEvent(RegistrationRequested)
  async owe({ tokenId }: RegistrationRequested): Promise<void> {
    const wanted = (await this.tokens.peek(tokenId))?.data;
    if (wanted) await this.queue.owe('confirm', tokenId, [{ accountId: null, address: wanted.email, language: wanted.language }], null, tokenId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const minted = await this.tokens.mint(mail.subject_id);
    return minted?.row.data ? { name: minted.row.data.name, url: this.desk.url(`/confirmations/${minted.token}`) } : null;
  }
}
