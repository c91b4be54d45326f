/** One word of a query, if it has the shape that is asked for; null for anything else, such as a list. */
export function matching(value: unknown, pattern: RegExp): string | null {
  return typeof value === 'string' && pattern.test(value) ? value : null;
}
