import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { Limits } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { addressName, placeOf } from './mail-limits.js';

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

/**
 * Runs the strategy and leaves the answer to the handler, which owns the sentence for a wrong password. A guard comes before
 * the pipe: what the pipe will refuse is not looked at here, and the limits are taken before a password costs anything.
 */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  constructor(private readonly limits: Limits) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { email, password } = (request.body ?? {}) as Record<string, unknown>;
    if (!isText(email, 254) || !isText(password, 200)) return true;
    await this.limits.take(`sign-in ip ${placeOf(request.ip)}`, 60, 900);
    await this.limits.take(`sign-in account ${addressName(email)}`, 10, 900);
    return await super.canActivate(context) as boolean;
  }

  override handleRequest<T>(error: unknown, user: T): T {
    if (error) throw error as Error;
    return user;
  }
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= most && !value.includes('\0');
}
