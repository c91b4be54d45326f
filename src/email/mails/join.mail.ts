import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { GuestJoined, LinkTokens } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, LINK } from './samples.js';

/** Asks who joined without signing in whether the address is theirs. */
@Injectable()
@MailOf({ kind: 'join', list: false, samples: { full: { ...LINK, creator: CREATOR }, empty: { ...LINK, creator: CREATOR } } })
export class JoinMail implements MailSource {
  constructor(private readonly tokens: LinkTokens, private readonly desk: MailDesk) {}

  @OnEvent(GuestJoined)
  async owe({ tokenId, creatorId }: GuestJoined): Promise<void> {
    const token = await this.tokens.peek(tokenId);
    if (token?.account_id) await this.desk.owe('join', tokenId, token.account_id, creatorId, tokenId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const [creator, minted] = [await this.desk.creator(mail), await this.tokens.mint(mail.subject_id)];
    const account = minted && await this.desk.account(mail, `/sign-in-links/${minted.token}`);
    return account && creator && { ...account, creator };
  }
}
