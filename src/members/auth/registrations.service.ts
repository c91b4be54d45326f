import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, Events, Forbidden, InvalidInput } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import type { Account } from '../account.entity.js';
import { addressKey } from '../email-address.js';
import { RegistrationRepeated, RegistrationRequested } from '../events.js';
import { browserHash, sameBrowser } from './asking-browser.js';
import type { SignUpDto } from './auth.dto.js';
import { hashPassword, passwordMatches } from './password.js';
import { Proofs } from './proofs.service.js';
import { LinkTokens } from './tokens.service.js';

/** Signing up: nothing exists until the address is proved, and nobody learns whether it was known. */
@Injectable()
export class Registrations {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly tokens: LinkTokens,
    private readonly proofs: Proofs,
    private readonly events: Events,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks for an account; the answer is a mail, the same page for everyone.
   * @param asked the value of the asking browser's cookie, null for a client
   * @param invited whether a team's open invitation was sent to this address, and its link is known
   * @throws Forbidden when this install takes no sign-ups
   */
  async request(wanted: SignUpDto, language: string, next: string | null, asked: string | null, invited = false): Promise<void> {
    if (this.config.signUp !== 'open' && !(invited && this.config.signUp === 'invite')) throw new Forbidden(this.config.signUp === 'invite' ? 'sign_up_invite' : 'sign_up_closed');
    const passwordHash = await hashPassword(wanted.password);
    const known = await this.accounts.byAddress(wanted.email);
    await this.db.inTransaction(async () => {
      if (known) {
        // One mail an hour at most: the key of the mail is the hour.
        await this.events.publish(new RegistrationRepeated(known.id, `${addressKey(wanted.email)} ${this.clock.system().toISOString().slice(0, 13)}`));
        return;
      }
      const id = await this.tokens.create('registration', null, {
        name: wanted.name.trim(), email: wanted.email.trim(), passwordHash, language, timeZone: zoneOf(language), next,
        browserHash: asked && browserHash(asked),
      });
      await this.events.publish(new RegistrationRequested(id));
    });
  }

  /** What a confirmation link asks of who opens it: nothing of the browser that signed up, the password of anyone else. */
  async look(token: string, asked: string | null): Promise<{ usable: boolean; needsPassword: boolean }> {
    const row = await this.tokens.find('registration', token);
    return { usable: row !== null, needsPassword: Boolean(row?.data && !sameBrowser(row.data, asked)) };
  }

  /**
   * Proves an address: makes the account. Null when the link was used or is too old, or the address got an account meanwhile.
   * A mail alone does not say whose sign-up it belongs to, since anyone can sign up with any address: so the browser that
   * asked has to come back, or the password that was chosen.
   * @throws InvalidInput `wrongPassword` when neither does; the link stays usable
   */
  async confirm(token: string, asked: string | null, password: string | null): Promise<{ account: Account; next: string | null } | null> {
    const found = await this.tokens.find('registration', token);
    if (!found?.data) return null;
    if (!sameBrowser(found.data, asked) && !(password && await passwordMatches(found.data.passwordHash, password))) {
      throw new InvalidInput({ password: { rule: 'wrongPassword' } });
    }
    return this.db.inTransaction(async () => {
      const row = await this.tokens.consume('registration', token);
      if (!row?.data) return null;
      const { account, isNew } = await this.accounts.register(row.data);
      if (!isNew) return null;
      // Whatever was begun as a guest in the name of this address is theirs now.
      await this.proofs.prove(account.id);
      return { account, next: row.data.next };
    });
  }
}

/** The zone of most people who read a language, until they say which is theirs. */
export function zoneOf(language: string): string {
  return language === 'it' ? 'Europe/Rome' : 'Europe/London';
}
