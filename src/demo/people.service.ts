import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/index.js';
import { type Account, Accounts, DEMO_LOGINS, hashPassword } from '../members/index.js';

interface Person {
  name: string;
  email: string;
  language: string;
  timeZone: string;
}

/** Accounts of the demo world. All share the password that the sign-in page shows. */
@Injectable()
export class DemoPeople {
  private passwordHash: Promise<string> | undefined;

  constructor(private readonly accounts: Accounts) {}

  /** Makes somebody's account, or finds it untouched. */
  async make({ name, email, language, timeZone }: Person, operator = false): Promise<{ actor: Actor; isNew: boolean }> {
    const known = await this.accounts.byAddress(email);
    if (known) return { actor: actorOf(known), isNew: false };
    this.passwordHash ??= hashPassword(DEMO_LOGINS[0]!.password);
    const made = await this.accounts.register({ name, email, language, timeZone, passwordHash: await this.passwordHash, next: null }, operator);
    return { actor: actorOf(made.account), isNew: made.isNew };
  }

  async operator(): Promise<{ actor: Actor; isNew: boolean }> {
    const { name, email } = DEMO_LOGINS.find(({ what }) => what === 'operator')!;
    return this.make({ name, email, language: 'en', timeZone: 'UTC' }, true);
  }
}

/** Whether somebody's login is shown where people sign in. */
export function isOnScreen({ email }: Pick<Person, 'email'>): boolean {
  return DEMO_LOGINS.some((login) => login.email === email);
}

/** Somebody acting without a session: the demo world's people do what a request would have them do. */
function actorOf({ id, name, email, language, timeZone, operatorSince }: Account): Actor {
  return { accountId: id, name, email, language, timeZone, proved: true, operator: operatorSince !== null, works: false, sessionId: '', via: 'token', scopes: null };
}
