import qs from 'qs';

import { invalid } from './stripe-error.js';

/**
 * Decodes a form body or a query string with nested brackets: `items[0][price]=x`, `expand[]=y`.
 * @throws {StripeError} 400 when it is nested too deep or has too many fields
 */
export function decodeForm(source: string): Record<string, unknown> {
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
    throw invalid('Invalid request: the parameters could not be read.');
  }
}
