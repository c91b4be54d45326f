import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who asks: a signed-in account, found by the session cookie or a bearer token. */
export interface Actor {
  accountId: string;
  name: string;
  email: string;
  language: string;
  timeZone: string;
  /** Whether the address is known to be theirs. Who joined as a guest reads, pays and leaves, and nothing else. */
  proved: boolean;
  operator: boolean;
  /** Whether there is a page this person works for: shows the way to the studio. */
  works: boolean;
  /** What this person is on the page that this request works on, once the way into its studio has said so. */
  workingAs?: string;
  sessionId: string;
  via: 'cookie' | 'token';
  /** What an API token was made for; null for a person who signed in, who may do all they may. */
  scopes: readonly string[] | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
    language: string;
    /** Set where a multipart body still hides its CSRF token from the guard. */
    csrfPending?: boolean;
  }
}

export const SIGNED_IN = Symbol('signed-in');

/** Only for people who are signed in: pages send others to sign in, clients get 401. */
export const SignedIn = () => SetMetadata(SIGNED_IN, true);

/** The person asking, or null. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => context.switchToHttp().getRequest<FastifyRequest>().actor);
