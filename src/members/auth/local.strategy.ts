import { Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import { Accounts } from '../accounts.service.js';

/** Passport's password strategy: an address and a password become an account id, or nobody. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local') {
  constructor(private readonly accounts: Accounts) {
    super({ usernameField: 'email', passwordField: 'password', session: false });
  }

  async validate(email: string, password: string): Promise<{ accountId: string } | false> {
    const accountId = await this.accounts.byPassword(email, password);
    return accountId ? { accountId } : false;
  }
}

/** Runs the strategy and leaves the answer to the handler, which owns the sentence for a wrong password. */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error as Error;
    return user;
  }
}
