const BASE = 'http://base.invalid';

/**
 * Where to go next, if it stays in this install: a path after URL parsing, or null. Refuses `//host`, `/\host`,
 * schemes, control characters and anything a browser would read as another origin.
 */
export function safeNext(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 500 || !next.startsWith('/') || /[\\\u0000-\u001f]/.test(next)) return null;
  if (!URL.canParse(next, BASE)) return null;
  const url = new URL(next, BASE);
  if (url.origin !== BASE || url.pathname.startsWith('//')) return null;
  return url.pathname + url.search + url.hash;
}
