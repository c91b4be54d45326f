import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';

type Name = 'session' | 'visit' | 'asked' | 'flash' | 'language' | 'adult';

const DAYS = { session: 60, visit: 0, asked: 2, flash: 0, language: 365, adult: 365 } as const;

/** Our few cookies. On https they carry the `__Host-` prefix, so that no neighbouring host can plant one. */
export class Cookies {
  private readonly secure: boolean;

  constructor(config: Config) {
    this.secure = config.publicUrl.startsWith('https://');
  }

  read(request: FastifyRequest, name: Name): string | undefined {
    return request.cookies[this.full(name)];
  }

  set(reply: FastifyReply, name: Name, value: string): void {
    void reply.setCookie(this.full(name), value, {
      path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure,
      ...(DAYS[name] > 0 && { maxAge: DAYS[name] * 86_400 }),
    });
  }

  clear(reply: FastifyReply, name: Name): void {
    void reply.clearCookie(this.full(name), { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure });
  }

  private full(name: Name): string {
    return this.secure ? `__Host-${name}` : name;
  }
}
