import qs from 'qs';

import { invalid } from './stripe-error.js';

/**
 * Decodes a form body or a query string with nested brackets: `items[0][price]=x`, `expand[]=y`.
 * @throws {StripeError} 400 when it is nested too deep, has too many fields or a NUL
 */
export function decodeForm(source: string): Record<string, unknown> {
  // PostgreSQL keeps no NUL in a text.
  if (source.includes('\u0000') || source.includes('%00')) throw unreadable();
  try {
    return qs.parse(source, {
      depth: 8,
      strictDepth: true,
      parameterLimit: 1000,
      arrayLimit: 500,
      throwOnLimitExceeded: true,
      plainObjects: true,
      allowDots: false,
    });
  } catch {
    throw unreadable();
  }
}

function unreadable(): Error {
  return invalid('Invalid request: the parameters could not be read.');
}
