import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** An opaque bearer token of 256 random bits; only its hash is ever stored. */
export function mintToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** SHA-256 of a token: enough for 256 random bits, and fast enough for every request. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** HMAC-SHA-256 of `text` under `key`, base64url. */
export function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** Whether `signature` is `text` signed under any of `keys`; takes the same time whatever differs. */
export function verify(keys: string[], text: string, signature: string): boolean {
  const given = Buffer.from(signature);
  return keys.some((key) => {
    const wanted = Buffer.from(sign(key, text));
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
}
