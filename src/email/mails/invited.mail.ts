import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { type InstallInvitation, LinkTokens, PersonInvited } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { LINK } from './samples.js';

/** The operator's invitation to the install; of whom it is to, nothing is known but the address. */
@Injectable()
@MailOf({ kind: 'invited', list: false, samples: { full: LINK, empty: LINK } })
export class InvitedMail implements MailSource {
  constructor(private readonly tokens: LinkTokens, private readonly queue: MailQueue, private readonly desk: MailDesk) {}

  @OnEvent(PersonInvited)
  async owe({ tokenId }: PersonInvited): Promise<void> {
    const invited = (await this.tokens.peek<InstallInvitation>(tokenId))?.data;
    if (invited) await this.queue.owe('invited', tokenId, [{ accountId: null, address: invited.email, language: invited.language }], null, tokenId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const minted = await this.tokens.mint<InstallInvitation>(mail.subject_id);
    return minted && { name: mail.address, url: this.desk.url(`/sign-up/invitations/${minted.token}`) };
  }
}
