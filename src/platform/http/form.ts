import type { Translate } from '../words/words.js';
import { InvalidInput, type DomainError } from './errors.js';
import type { Form } from './pages.js';

const SECRET = new Set(['password', 'newPassword', '_csrf']);

/** What a person typed and what was wrong with it, in their language; passwords are never sent back. */
export function formOf(error: DomainError, body: unknown, t: Translate): Form {
  const typed = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const errors = error instanceof InvalidInput ? fieldSentences(error, t) : {};
  const values = Object.fromEntries(typed.filter(([name]) => !SECRET.has(name)));
  return {
    values,
    sent: Object.fromEntries(Object.keys(values).map((name) => [name, true as const])),
    errors,
    summary: Object.values(errors),
    note: error instanceof InvalidInput ? null : t(`error.${error.code}.detail`),
  };
}

/** One sentence a field that says what to write. */
export function fieldSentences(error: InvalidInput, t: Translate): Record<string, string> {
  return Object.fromEntries(Object.entries(error.fields).map(([field, { rule, values }]) => [field, t(`fields.${rule}`, values)]));
}
