import { timingSafeEqual } from 'node:crypto';

import { StripeError } from './stripe-error.js';

/**
 * Checks the API key of a request, sent as a bearer token or as the user name of basic authentication.
 * @throws {StripeError} 401
 */
export function checkKey(header: string | undefined, secretKey: string): void {
  const [scheme = '', word = ''] = (header ?? '').split(' ');
  const key = scheme.toLowerCase() === 'basic' ? (Buffer.from(word, 'base64').toString().split(':')[0] ?? '') : word;
  if (!key) {
    throw new StripeError('You did not provide an API key. Send it as a bearer token in the Authorization header.', {
      status: 401,
    });
  }
  const [given, wanted] = [Buffer.from(key), Buffer.from(secretKey)];
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new StripeError(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(12)}`, { status: 401 });
}
