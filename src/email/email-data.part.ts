import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { Accounts, PersonalData, type PersonalPart } from '../members/index.js';
import { Mailbox } from './mailbox/mailbox.js';

/** What was written to somebody, and which letters they want no more. */
@Injectable()
export class EmailData implements PersonalPart, OnModuleInit {
  readonly name = 'email';

  constructor(
    private readonly data: PersonalData,
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly mailbox: Mailbox,
  ) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    const mails = await this.db.sql(
      'emailData.mails',
      `select m.kind, m.address, c.handle as creator, m.language, m.created_at as "createdAt", m.submitted_at as "sentAt", m.skipped
       from mail m left join creator c on c.id = m.creator_id where m.account_id = $1 order by m.created_at, m.id`,
      [accountId],
    );
    const refusals = await this.db.sql(
      'emailData.refusals', 'select c.handle as creator, r.kind, r.at from mail_refusal r join creator c on c.id = r.creator_id where r.account_id = $1 order by r.at', [accountId],
    );
    return { mails, refusals };
  }

  /** What is owed is not sent any more, and what was sent is forgotten, also where it was sent before there was an account. */
  async erase(accountId: string): Promise<void> {
    const account = await this.accounts.byId(accountId);
    const written = await this.db.inTransaction(async () => {
      const mails = await this.db.sql<{ address: string }>('emailData.eraseMails', 'delete from mail where account_id = $1 or address_key = $2 returning address', [accountId, account?.emailKey ?? null]);
      await this.db.sql('emailData.eraseRefusals', 'delete from mail_refusal where account_id = $1', [accountId]);
      return mails.map((mail) => mail.address);
    });
    await this.mailbox.forget([...new Set(written)]);
  }

  async adopt(from: string, to: string): Promise<void> {
    await this.db.sql('emailData.adoptMails', 'update mail set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql(
      'emailData.adoptRefusals', 'insert into mail_refusal (account_id, creator_id, kind, at) select $2, creator_id, kind, at from mail_refusal where account_id = $1 on conflict do nothing', [from, to],
    );
  }
}
