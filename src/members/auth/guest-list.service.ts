import { Injectable } from '@nestjs/common';
import { Database, DomainError, Events, InvalidInput } from '../../platform/index.js';
import type { Account } from '../account.entity.js';
import { Accounts } from '../accounts.service.js';
import { PersonInvited } from '../events.js';
import { hashPassword } from './password.js';
import { Proofs } from './proofs.service.js';
import { zoneOf } from './registrations.service.js';
import { type InstallInvitation, LinkTokens } from './tokens.service.js';

const MOST_OPEN = 500;

export interface Invited {
  id: string;
  email: string;
  language: string;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

/** Whom the operator has asked to this install. The link in the mail proves the address, so the account is there at once. */
@Injectable()
export class GuestList {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly tokens: LinkTokens,
    private readonly proofs: Proofs,
    private readonly events: Events,
  ) {}

  /** Everybody who was asked lately, newest first. */
  async all(): Promise<Invited[]> {
    return this.db.sql<Invited & { id: string }>(
      'guestList.all',
      `select id, data->>'email' as email, data->>'language' as language, created_at, expires_at, used_at from account_token
       where purpose = 'invitation' order by created_at desc, id limit ${MOST_OPEN}`,
    );
  }

  /** Asks somebody; asking again ends the earlier link. @throws InvalidInput for an address with an account, which the operator may know of */
  async invite(email: string, language: string): Promise<void> {
    if (await this.accounts.byAddress(email)) throw new InvalidInput({ email: { rule: 'emailTaken' } });
    if ((await this.all()).length >= MOST_OPEN) throw new DomainError('many_invitations', 409);
    await this.db.inTransaction(async () => {
      await this.db.sql('guestList.again', "delete from account_token where purpose = 'invitation' and used_at is null and lower(data->>'email') = lower($1)", [email]);
      await this.events.publish(new PersonInvited(await this.tokens.create('invitation', null, { email, language } satisfies InstallInvitation)));
    });
  }

  /** Takes an invitation back. @returns whether there was one that was not used */
  async withdraw(id: string): Promise<boolean> {
    return (await this.db.sql('guestList.withdraw', "delete from account_token where id = $1 and purpose = 'invitation' and used_at is null returning id", [id])).length > 0;
  }

  /** The address an invitation is for, while it can be used. */
  async look(token: string): Promise<string | null> {
    return (await this.tokens.find<InstallInvitation>('invitation', token))?.data?.email ?? null;
  }

  /** Makes the account of somebody who was asked; null for a spent link, or an address that has an account meanwhile. */
  async accept(token: string, wanted: { name: string; password?: string }): Promise<Account | null> {
    if (await this.look(token) === null) return null;
    const passwordHash = wanted.password ? await hashPassword(wanted.password) : null;
    return this.db.inTransaction(async () => {
      const row = await this.tokens.consume<InstallInvitation>('invitation', token);
      if (!row?.data) return null;
      const { email, language } = row.data;
      const { account, isNew } = await this.accounts.register({ name: wanted.name.trim(), email, passwordHash, language, timeZone: zoneOf(language), next: null });
      if (!isNew) return null;
      await this.proofs.prove(account.id);
      return account;
    });
  }
}
