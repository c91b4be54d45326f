import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Accounts, AddressChanged, type AskedAddress, LinkTokens } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';

/** Tells the old address that an account has left it. */
@Injectable()
@MailOf({ kind: 'address-changed', list: false, samples: { full: {}, empty: {} } })
export class AddressChangedMail implements MailSource {
  constructor(
    private readonly tokens: LinkTokens,
    private readonly accounts: Accounts,
    private readonly queue: MailQueue,
    private readonly desk: MailDesk,
  ) {}

  @OnEvent(AddressChanged)
  async owe({ tokenId }: AddressChanged): Promise<void> {
    const token = await this.tokens.recall<AskedAddress>(tokenId);
    const account = token?.account_id ? await this.accounts.byId(token.account_id) : null;
    if (token?.data && account) {
      await this.queue.owe('address-changed', tokenId, [{ accountId: account.id, address: token.data.before, language: account.language }], null, tokenId);
    }
  }

  async says(mail: Mail): Promise<MailSays | null> {
    return this.desk.account(mail, '/account/security');
  }
}
