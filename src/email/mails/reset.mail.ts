import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { LinkTokens, PasswordResetRequested } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { LINK } from './samples.js';

/** The link to a new password. */
@Injectable()
@MailOf({ kind: 'reset', list: false, samples: { full: LINK, empty: LINK } })
export class ResetMail implements MailSource {
  constructor(private readonly tokens: LinkTokens, private readonly desk: MailDesk) {}

  @OnEvent(PasswordResetRequested)
  async owe({ tokenId }: PasswordResetRequested): Promise<void> {
    const token = await this.tokens.peek(tokenId);
    if (token?.account_id) await this.desk.owe('reset', tokenId, token.account_id, null, tokenId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const minted = await this.tokens.mint(mail.subject_id);
    return minted && this.desk.account(mail, `/password-resets/${minted.token}`);
  }
}
