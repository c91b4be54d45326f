import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Accounts, AddressChangeRequested, type AskedAddress, LinkTokens } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { LINK } from './samples.js';

/** Asks a new address whether it is theirs who wants it. */
@Injectable()
@MailOf({ kind: 'address-change', list: false, samples: { full: LINK, empty: LINK } })
export class AddressChangeMail implements MailSource {
  constructor(
    private readonly tokens: LinkTokens,
    private readonly accounts: Accounts,
    private readonly queue: MailQueue,
    private readonly desk: MailDesk,
  ) {}

  @OnEvent(AddressChangeRequested)
  async owe({ tokenId }: AddressChangeRequested): Promise<void> {
    const token = await this.tokens.peek<AskedAddress>(tokenId);
    const account = token?.account_id ? await this.accounts.byId(token.account_id) : null;
    if (token?.data && account) {
      await this.queue.owe('address-change', tokenId, [{ accountId: account.id, address: token.data.email, language: account.language }], null, tokenId);
    }
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const minted = await this.tokens.mint(mail.subject_id);
    return minted && this.desk.account(mail, `/address-changes/${minted.token}`);
  }
}
