import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Cookies, hashToken, mintToken } from '../../platform/index.js';
import { isClient } from './sign-ins.js';

/** A browser that asks for a link keeps a cookie, so that the link knows it again. @returns the cookie's value; null for a client */
export function rememberBrowser(cookies: Cookies, request: FastifyRequest, reply: FastifyReply): string | null {
  if (isClient(request)) return null;
  const asked = cookies.read(request, 'asked') ?? mintToken().token;
  cookies.set(reply, 'asked', asked);
  return asked;
}

/** How that cookie is stored beside the link. */
export function browserHash(asked: string): string {
  return hashToken(asked).toString('base64url');
}

/** Whether a link was asked for in this browser. */
export function sameBrowser(data: { browserHash: string | null } | null, asked: string | null): boolean {
  return Boolean(data?.browserHash && asked && browserHash(asked) === data.browserHash);
}
