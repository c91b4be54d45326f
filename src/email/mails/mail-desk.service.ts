import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';
import { Accounts, Creators, creatorUrl, fixedColours } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import type { Mail, MailFrame } from './mail.js';

/** What most mails need: to owe one to an account, and to know whom and which page it speaks of. */
@Injectable()
export class MailDesk {
  constructor(
    private readonly config: Config,
    private readonly queue: MailQueue,
    private readonly accounts: Accounts,
    private readonly creators: Creators,
  ) {}

  /**
   * Owes an account one mail; the same kind and cause again owes nothing.
   * @param cause what it is about, e.g. a subscription's id
   * @param subjectId what `says` needs to find again
   */
  async owe(kind: string, cause: string, accountId: string, creatorId: string | null, subjectId: string): Promise<void> {
    const account = await this.accounts.byId(accountId);
    if (account) await this.queue.owe(kind, cause, [{ accountId, address: account.email, language: account.language }], creatorId, subjectId);
  }

  /** Whom a mail is to and where its button leads; null when the account is gone. */
  async account(mail: Mail, path: string): Promise<Pick<MailFrame, 'name' | 'url' | 'zone'> | null> {
    const account = mail.account_id ? await this.accounts.byId(mail.account_id) : null;
    return account && { name: account.name, zone: account.timeZone, url: this.url(path) };
  }

  /** The page a mail speaks for; null when it speaks for none, or the page is gone. */
  async creator(mail: Mail): Promise<MailFrame['creator']> {
    const [creator] = mail.creator_id ? await this.creators.byIds([mail.creator_id]) : [];
    return creator ? { name: creator.name, handle: creator.handle, url: this.url(creatorUrl(creator)), colours: fixedColours(creator) } : null;
  }

  /** Whether the page a mail speaks for has closed: its farewell tells of endings and of money that goes back. */
  async isClosed(mail: Mail): Promise<boolean> {
    const [creator] = mail.creator_id ? await this.creators.byIds([mail.creator_id]) : [];
    return Boolean(creator?.closedAt);
  }

  /** @param path of this install, e.g. `/account` */
  url(path: string): string {
    return this.config.publicUrl + path;
  }
}
