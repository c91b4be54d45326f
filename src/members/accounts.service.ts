import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Clock, Database, InvalidInput } from '../platform/index.js';
import { Account } from './account.entity.js';
import type { Registration } from './auth/tokens.service.js';
import { passwordMatches } from './auth/password.js';
import { addressKey } from './email-address.js';

@Injectable()
export class Accounts {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  async byId(id: string): Promise<Account | null> {
    return this.db.repo(Account).findOneBy({ id });
  }

  /** The account that has proved this address; one that has not is nobody's yet. */
  async byAddress(email: string): Promise<Account | null> {
    return this.db.repo(Account).findOneBy({ emailKey: addressKey(email), provedAt: Not(IsNull()) });
  }

  /** Whom a link to this address would let in: who has proved it, else who typed it last. */
  async byMailbox(email: string): Promise<Account | null> {
    return await this.byAddress(email) ?? this.db.repo(Account).findOne({ where: { emailKey: addressKey(email), provedAt: IsNull() }, order: { createdAt: 'desc' } });
  }

  /** Makes an account for whoever typed an address; more than one may wait for the same. */
  async begin(wanted: { name: string; email: string; language: string; timeZone: string }): Promise<Account> {
    const { name, email, language, timeZone } = wanted;
    return this.db.repo(Account).save({
      name, email, emailKey: addressKey(email), language, timeZone, passwordHash: null, operatorSince: null, createdAt: this.clock.now(), provedAt: null,
    });
  }

  /** The account of an address and its password, in the same time whether there is one or not. */
  async byPassword(email: string, password: string): Promise<string | null> {
    const account = await this.byAddress(email);
    return await passwordMatches(account?.passwordHash ?? null, password) ? account!.id : null;
  }

  /** Whoever runs this install. */
  async operators(): Promise<Account[]> {
    return this.db.repo(Account).findBy({ operatorSince: Not(IsNull()) });
  }

  /** Whether nobody runs this install yet: it wants setting up, however many have signed up meanwhile. */
  async noOperator(): Promise<boolean> {
    return !await this.db.repo(Account).existsBy({ operatorSince: Not(IsNull()) });
  }

  /**
   * Makes the account of a proved address, or hands back the one that is already there, untouched.
   * @returns the account, and whether it is new
   */
  async register(wanted: Omit<Registration, 'passwordHash'> & { passwordHash: string | null }, operator = false): Promise<{ account: Account; isNew: boolean }> {
    const repo = this.db.repo(Account);
    const now = this.clock.now();
    const inserted = await repo.createQueryBuilder().insert().values({
      email: wanted.email, emailKey: addressKey(wanted.email), name: wanted.name, passwordHash: wanted.passwordHash,
      language: wanted.language, timeZone: wanted.timeZone, operatorSince: operator ? now : null, createdAt: now, provedAt: now,
    }).orIgnore().returning('id').execute();
    const account = await repo.findOneByOrFail({ emailKey: addressKey(wanted.email), provedAt: Not(IsNull()) });
    return { account, isNew: (inserted.raw as unknown[]).length > 0 };
  }

  async setPassword(accountId: string, passwordHash: string): Promise<void> {
    await this.db.repo(Account).update({ id: accountId }, { passwordHash });
  }

  /** @throws InvalidInput for a time zone that Intl does not know */
  async update(accountId: string, change: { name: string; language: string; timeZone: string }): Promise<void> {
    if (!Intl.supportedValuesOf('timeZone').concat('UTC').includes(change.timeZone)) throw new InvalidInput({ timeZone: { rule: 'isTimeZone' } });
    await this.db.repo(Account).update({ id: accountId }, change);
  }
}
