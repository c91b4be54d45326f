import { StripeError, invalid, missingParameter } from './stripe-error.js';

/** Reads one decoded form value as a T. `at` is its place: `items[0][price]`. */
export interface Rule<T> {
  (value: unknown, at: string): T;
  required?: true;
}
type Required<T> = Rule<T> & { required: true };
type Shape = Record<string, Rule<unknown>>;

/** The values of a shape. An absent parameter is undefined; one sent as the empty string is null: unset it. */
export type Values<S extends Shape> = {
  [K in keyof S as S[K] extends Required<unknown> ? K : never]: S[K] extends Rule<infer T> ? T : never;
} & {
  [K in keyof S as S[K] extends Required<unknown> ? never : K]?: S[K] extends Rule<infer T> ? T | null : never;
};

/** A word or sentence of up to 5000 characters. */
export const text: Rule<string> = (value, at) => {
  if (typeof value !== 'string') throw invalid(`Invalid string: ${JSON.stringify(value)}`, at);
  if (value.length > 5000)
    throw invalid(`Invalid string: ${value.slice(0, 10)}...; must be at most 5000 characters`, at);
  return value;
};

/** A whole number. */
export const integer: Rule<number> = (value, at) => {
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value))
    throw invalid(`Invalid integer: ${shown(value)}`, at, 'parameter_invalid_integer');
  return Number(value);
};

/** A decimal number of up to 12 places, kept as it was written. */
export const decimal: Rule<string> = (value, at) => {
  if (typeof value !== 'string' || !/^-?\d+(\.\d{1,12})?$/.test(value))
    throw invalid(`Invalid decimal: ${shown(value)}`, at);
  return value;
};

/** `true` or `false`. */
export const flag: Rule<boolean> = (value, at) => {
  if (value !== 'true' && value !== 'false') throw invalid(`Invalid boolean: ${shown(value)}`, at);
  return value === 'true';
};

/** One of these words. */
export function oneOf<const Word extends string>(...words: Word[]): Rule<Word> {
  return (value, at) => {
    if (words.includes(value as Word)) return value as Word;
    throw invalid(`Invalid ${at}: must be one of ${words.join(', ')}`, at);
  };
}

/** A list, sent as `x[]=` or `x[0]=`. */
export function list<T>(item: Rule<T>): Rule<T[]> {
  return (value, at) => {
    const values = Array.isArray(value)
      ? value
      : isHash(value) && Object.keys(value).every((key) => /^\d+$/.test(key))
        ? Object.values(value)
        : null;
    if (!values) throw invalid(`Invalid array`, at);
    return values.map((each, index) => item(each, `${at}[${index}]`));
  };
}

/** A hash with these fields and no others. */
export function hash<S extends Shape>(shape: S): Rule<Values<S>> {
  return (value, at) => {
    if (!isHash(value)) throw invalid('Invalid object', at);
    return readShape(shape, value, at);
  };
}

/** Either of two kinds of value, told apart by whether it is a hash. */
export function scalarOr<A, B>(scalar: Rule<A>, other: Rule<B>): Rule<A | B> {
  return (value, at) => (isHash(value) ? other(value, at) : scalar(value, at));
}

/** Marks a rule whose parameter must be there. */
export function required<T>(rule: Rule<T>): Required<T> {
  return Object.assign(((value, at) => rule(value, at)) as Rule<T>, { required: true as const });
}

/** Up to 50 keys of up to 40 characters, values up to 500; an empty value removes its key. */
export const metadata: Rule<Record<string, string>> = (value, at) => {
  if (!isHash(value)) throw invalid('Invalid object', at);
  const entries = Object.entries(value);
  if (entries.length > 50) throw invalid('Metadata can have up to 50 keys', at);
  for (const [key, word] of entries) {
    if (key.length > 40) throw invalid(`Metadata keys can have up to 40 characters: ${key}`, at);
    if (typeof word !== 'string') throw invalid('Metadata values must be strings', `${at}[${key}]`);
    if (word.length > 500) throw invalid('Metadata values can have up to 500 characters', `${at}[${key}]`);
  }
  return value as Record<string, string>;
};

/** A moment, or a range of moments, in seconds. */
export const range = scalarOr(integer, hash({ gt: integer, gte: integer, lt: integer, lte: integer }));

/** Accepted and not used. */
export const ignored: Rule<unknown> = (value) => value;

/**
 * Reads decoded form fields by a shape.
 * @throws {StripeError} parameter_unknown, parameter_missing, parameter_invalid_*
 */
export function readShape<S extends Shape>(shape: S, fields: Record<string, unknown>, at = ''): Values<S> {
  const path = (key: string) => (at ? `${at}[${key}]` : key);
  const unknown = Object.keys(fields)
    .filter((key) => !Object.hasOwn(shape, key))
    .map(path);
  if (unknown.length > 0) {
    const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`;
    throw new StripeError(message, { code: 'parameter_unknown', param: unknown[0] });
  }
  const values: Record<string, unknown> = {};
  for (const [key, rule] of Object.entries(shape)) {
    const value = fields[key];
    if (value === undefined && rule.required) throw missingParameter(path(key));
    if (value === undefined) continue;
    if (value === '' && rule.required) {
      throw invalid(`You passed an empty string for '${path(key)}'.`, path(key), 'parameter_invalid_empty');
    }
    values[key] = value === '' ? null : rule(value, path(key));
  }
  return values as Values<S>;
}

/** Metadata after a write: keys are merged, an empty value removes one, the empty string removes all. */
export function mergeMetadata(
  old: Record<string, string>,
  change: Record<string, string> | null | undefined,
): Record<string, string> {
  if (change === undefined) return old;
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== ''));
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 100) : JSON.stringify(value).slice(0, 100);
}
