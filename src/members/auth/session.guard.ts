import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, Cookies, DomainError, Forbidden, isLanguage, languageOf, NotFound, SIGNED_IN, SignInNeeded } from '../../platform/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { openToUnproved, scopeOf } from './permits.js';
import { Sessions } from './sessions.service.js';

/** Finds out who asks and in which language; a request with Authorization ignores cookies. */
@Injectable()
export class SessionGuard implements CanActivate {
  private readonly cookies: Cookies;

  constructor(private readonly sessions: Sessions, private readonly apiTokens: ApiTokens, private readonly reflector: Reflector, config: Config) {
    this.cookies = new Cookies(config);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // PostgreSQL has no text with a zero byte, hence nothing here has an address with one.
    if (request.url.includes('%00')) throw new NotFound();
    request.language = languageOf(request.headers['accept-language']);
    request.actor = await this.actor(request);
    this.chooseLanguage(request, context.switchToHttp().getResponse<FastifyReply>());
    const needed = this.reflector.getAllAndOverride<boolean | undefined>(SIGNED_IN, [context.getHandler(), context.getClass()]);
    if (needed && !request.actor) throw new SignInNeeded();
    this.permit(request);
    return true;
  }

  /** Refuses what is closed unless a table opens it: to keys for programs, and to people whose address is not proved. */
  private permit({ actor, method, routeOptions: { url = '' } }: FastifyRequest): void {
    if (actor?.scopes) {
      const needed = scopeOf(method, url);
      if (!needed || !actor.scopes.includes(needed)) throw new Forbidden('token_scope');
    }
    if (actor && !actor.proved && !openToUnproved(method, url)) throw new Forbidden('prove_first');
  }

  private async actor(request: FastifyRequest): Promise<FastifyRequest['actor']> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer ([\w-]{20,100})$/.exec(authorization)?.[1];
      const actor = token ? await (ApiTokens.isOne(token) ? this.apiTokens.actor(token) : this.sessions.actor(token, 'token')) : null;
      if (!actor) throw new DomainError('bad_token', 401);
      return actor;
    }
    const cookie = this.cookies.read(request, 'session');
    return cookie ? this.sessions.actor(cookie, 'cookie') : null;
  }

  /** The language asked for in the footer, else the account's, else the cookie's, else the browser's. */
  private chooseLanguage(request: FastifyRequest, reply: FastifyReply): void {
    const asked = (request.query as { language?: unknown } | undefined)?.language;
    const kept = this.cookies.read(request, 'language');
    if (isLanguage(asked)) {
      this.cookies.set(reply, 'language', asked);
      request.language = asked;
    } else if (isLanguage(kept)) request.language = kept;
    else if (request.actor && isLanguage(request.actor.language)) request.language = request.actor.language;
  }
}
