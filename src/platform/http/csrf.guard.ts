import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { mintToken, sign, verify } from '../crypto/tokens.js';
import { Cookies } from './cookies.js';
import { DomainError, Forbidden } from './errors.js';

export const UPLOAD = Symbol('upload');

/** Routes that are called by machines without our pages: their own proof is in the request. */
const EXEMPT = [/^\/webhooks\//, /^\/mail\/(unsubscribe|cancellation|card|withdrawal)\//, /^\/dev\/clock$/];

/**
 * A write that rides on a cookie needs a same-origin Origin or Sec-Fetch-Site *and* a token bound to the session (or, for
 * strangers, to a cookie of their visit). A request with Authorization ignores cookies and needs neither; nor does JSON
 * without any cookie, which no foreign page can send without asking first.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  private readonly cookies: Cookies;

  constructor(private readonly config: Config, private readonly reflector: Reflector) {
    this.cookies = new Cookies(config);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers.authorization) return true;
    const path = request.url.replace(/\?.*$/s, '');
    if (EXEMPT.some((pattern) => pattern.test(path))) return true;
    if (!request.headers.cookie && request.headers['content-type']?.startsWith('application/json')) return true;
    if (!this.sameOrigin(request)) throw new Forbidden('foreign_form');
    if (request.headers['content-type']?.startsWith('multipart/form-data')) {
      if (!this.reflector.get<boolean>(UPLOAD, context.getHandler())) throw new DomainError('415', 415);
      request.csrfPending = true;
      return true;
    }
    this.check(request, request.body as Record<string, unknown> | undefined);
    return true;
  }

  /**
   * Checks the token of a form and takes it out of the body.
   * @throws Forbidden `stale_form` when it is missing, foreign or of an earlier session
   */
  check(request: FastifyRequest, body: Record<string, unknown> | undefined): void {
    const given = request.headers['x-csrf-token'] ?? body?._csrf;
    if (body && typeof body === 'object') delete body._csrf;
    const bound = this.bound(request);
    if (typeof given !== 'string' || !bound || !verify(this.config.secretKeys, `csrf ${bound}`, given)) {
      throw new Forbidden('stale_form');
    }
    request.csrfPending = false;
  }

  /** The token for a form on the page being rendered; gives a stranger the visit cookie it is bound to. */
  tokenFor(request: FastifyRequest, reply: FastifyReply): string {
    // A page with somebody's token in it is for nobody else.
    void reply.header('cache-control', 'private, no-store');
    let bound = this.bound(request);
    if (!bound) {
      bound = mintToken().token;
      request.cookies.visit = bound;
      this.cookies.set(reply, 'visit', bound);
    }
    return sign(this.config.secretKeys[0]!, `csrf ${bound}`);
  }

  private bound(request: FastifyRequest): string | undefined {
    return request.actor?.via === 'cookie' ? request.actor.sessionId : this.cookies.read(request, 'visit') ?? request.cookies.visit;
  }

  private sameOrigin(request: FastifyRequest): boolean {
    const { origin, host } = request.headers;
    if (origin) return origin === new URL(this.config.publicUrl).origin || hostOf(origin) === host;
    return request.headers['sec-fetch-site'] === 'same-origin';
  }
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
