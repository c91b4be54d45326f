import { sign, verify } from './tokens.js';

/**
 * Ids as part of an address that only we can have made: for links in mails that act without signing in. Not secret, and
 * good for as long as the key is.
 * @param keys newest first, as in `Config.secretKeys`
 * @param purpose what the link may do and nothing else, e.g. `unsubscribe`
 * @param parts text without a dot, e.g. ids
 */
export function seal(keys: string[], purpose: string, parts: string[]): string {
  const what = parts.join('.');
  return `${Buffer.from(what).toString('base64url')}.${sign(keys[0]!, `${purpose} ${what}`)}`;
}

/** @returns the parts that were sealed for this purpose, or null for any other text */
export function unseal(keys: string[], purpose: string, token: string): string[] | null {
  const [encoded = '', signature = ''] = token.split('.');
  const what = Buffer.from(encoded, 'base64url').toString('utf8');
  return verify(keys, `${purpose} ${what}`, signature) ? what.split('.') : null;
}
