import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Config } from '../platform/index.js';
import { Accounts } from '../members/index.js';
import { MAILS } from './mails/index.js';
import { type Mail, type MailKind, mailKindOf, type MailSource, type MailView, type SentMail } from './mails/mail.js';

/** The table of mails, by kind. */
@Injectable()
export class MailKinds {
  private readonly classes = new Map(MAILS.map((source) => [mailKindOf(source).kind, source]));

  constructor(private readonly modules: ModuleRef, private readonly config: Config, private readonly accounts: Accounts) {}

  all(): MailKind[] {
    return MAILS.map(mailKindOf);
  }

  /** @returns null for a kind this version does not know: one of an older or a newer one */
  find(kind: string): MailKind | null {
    const source = this.classes.get(kind);
    return source ? mailKindOf(source) : null;
  }

  /** What a mail says at the moment it is sent, within its frame; null when there is no reason to send it any more. */
  async view(mail: Mail): Promise<MailView | null> {
    const source = this.classes.get(mail.kind);
    if (this.find(mail.kind)?.list && !await this.proved(mail)) return null;
    const says = source ? await this.modules.get<MailSource>(source).says(mail) : null;
    return says && {
      lang: mail.language, zone: 'UTC', siteName: 'Thousand', siteUrl: this.config.publicUrl, creator: null, tier: null, since: null,
      why: `mail.why.${mail.kind}`, unsubscribeUrl: null, cancelUrl: null, address: mail.address, accentHex: says.creator?.colours.accent ?? null,
      washHex: says.creator?.colours.wash ?? null, price: null, nextCharge: null, ...says,
    };
  }

  /** Whether a mail's source wants to know that it is out. */
  isAwaited(kind: string): boolean {
    return this.classes.get(kind)?.prototype.sent !== undefined;
  }

  async sent(mail: SentMail): Promise<void> {
    const source = this.classes.get(mail.kind);
    if (source) await this.modules.get<MailSource>(source).sent?.(mail);
  }

  /** Nothing that is written to many goes to an address that somebody only typed. */
  private async proved({ account_id: accountId }: Mail): Promise<boolean> {
    return accountId !== null && (await this.accounts.byId(accountId))?.provedAt instanceof Date;
  }
}
