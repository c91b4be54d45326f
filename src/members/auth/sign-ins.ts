import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, Cookies, Instant, Nullable, Type, type Static } from '../../platform/index.js';
import { deviceOf } from './device.js';
import { type Opening, Sessions } from './sessions.service.js';

/** A client's bearer token; a browser has its cookie and gets null here. */
export const SessionView = Type.Object({ token: Nullable(Type.String()), expiresAt: Instant });

/** Whether a request comes from a client that keeps no cookies. */
export function isClient(request: FastifyRequest): boolean {
  return Boolean(request.headers['content-type']?.startsWith('application/json')) && !request.headers.cookie;
}

/** Opens a session the way the request can hold it: a cookie for a browser, a token in the answer for a client. */
@Injectable()
export class SignIns {
  private readonly cookies: Cookies;

  constructor(private readonly sessions: Sessions, config: Config) {
    this.cookies = new Cookies(config);
  }

  /** Every sign-in is a new session; the one the cookie held before is ended (session fixation). */
  async open(accountId: string, by: Opening, request: FastifyRequest, reply: FastifyReply): Promise<Static<typeof SessionView>> {
    const client = isClient(request);
    const { token, expiresAt } = await this.sessions.open(accountId, client ? 'token' : 'cookie', by, deviceOf(request.headers['user-agent']));
    if (client) return { token, expiresAt: expiresAt.toISOString() };
    const before = this.cookies.read(request, 'session');
    if (before) await this.sessions.closeByToken(before);
    this.cookies.set(reply, 'session', token);
    this.cookies.clear(reply, 'visit');
    return { token: null, expiresAt: expiresAt.toISOString() };
  }

  async close(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (request.actor) await this.sessions.close(request.actor.sessionId);
    this.cookies.clear(reply, 'session');
  }
}
