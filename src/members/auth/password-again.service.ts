import { Injectable } from '@nestjs/common';
import { type Actor, InvalidInput, Limits } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { passwordMatches } from './password.js';
import { Sessions } from './sessions.service.js';

/** Asks who is signed in for their password once more, before what cannot be taken back; who came by a link just now need give none. */
@Injectable()
export class PasswordAgain {
  constructor(private readonly accounts: Accounts, private readonly sessions: Sessions, private readonly limits: Limits) {}

  /** @throws InvalidInput when it is not theirs, or they have none yet; TooMany after ten tries in a quarter of an hour */
  async require(actor: Actor, password: string | undefined): Promise<void> {
    if (!password && await this.sessions.isFresh(actor.sessionId)) return;
    await this.check(actor, password);
  }

  /**
   * For what concerns others, too: whoever has a password is asked for it however fresh their link is.
   * @throws as `require`
   */
  async insist(actor: Actor, password: string | undefined): Promise<void> {
    if (!await this.spares(actor)) await this.check(actor, password);
  }

  /** Whether `insist` asks for nothing: they have no password, and came by a link just now. */
  async spares(actor: Actor): Promise<boolean> {
    const { hasPassword, fresh } = await this.state(actor);
    return fresh && !hasPassword;
  }

  /** Which of the two a form should ask for. */
  async state(actor: Actor): Promise<{ hasPassword: boolean; fresh: boolean }> {
    const account = await this.accounts.byId(actor.accountId);
    return { hasPassword: Boolean(account?.passwordHash), fresh: await this.sessions.isFresh(actor.sessionId) };
  }

  private async check(actor: Actor, password: string | undefined): Promise<void> {
    await this.limits.take(`password again ${actor.accountId}`, 10, 900);
    const account = await this.accounts.byId(actor.accountId);
    if (!account?.passwordHash) throw new InvalidInput({ password: { rule: 'noPassword' } });
    if (!await passwordMatches(account.passwordHash, password ?? '')) throw new InvalidInput({ password: { rule: 'notYourPassword' } });
  }
}
