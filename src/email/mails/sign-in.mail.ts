import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { LinkTokens, SignInLinkRequested } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { LINK } from './samples.js';

/** The link that stands for a password. */
@Injectable()
@MailOf({ kind: 'sign-in', list: false, samples: { full: LINK, empty: LINK } })
export class SignInMail implements MailSource {
  constructor(private readonly tokens: LinkTokens, private readonly desk: MailDesk) {}

  @OnEvent(SignInLinkRequested)
  async owe({ tokenId }: SignInLinkRequested): Promise<void> {
    const token = await this.tokens.peek(tokenId);
    if (token?.account_id) await this.desk.owe('sign-in', tokenId, token.account_id, null, tokenId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const minted = await this.tokens.mint(mail.subject_id);
    return minted && this.desk.account(mail, `/sign-in-links/${minted.token}`);
  }
}
