import { invalid } from './stripe-error.js';

/**
 * Decodes the JSON body of a v2 call into the same shape a form has: numbers and truth values as words, null as the
 * empty string.
 * @throws {StripeError} 400 when it is not a JSON object, or has a NUL
 */
export function decodeJson(body: string): Record<string, unknown> {
  if (body === '') return {};
  if (body.includes('\u0000') || body.includes('\\u0000')) throw unreadable();
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw unreadable();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unreadable();
  return worded(value) as Record<string, unknown>;
}

function worded(value: unknown): unknown {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(worded);
  if (typeof value !== 'object') return String(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, worded(each)]));
}

function unreadable(): Error {
  return invalid('Invalid request: the body is not a JSON object.');
}
