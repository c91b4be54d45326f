/** What an API token may be made for. Reading comes with each. */
export const SCOPES = ['read', 'write:posts', 'write:people', 'write:page', 'write:account'] as const;
export type Scope = (typeof SCOPES)[number];

/** Which writes a scope opens. A write that no line names is for people who signed in themselves. */
const WRITES: [RegExp, Scope][] = [
  [/^\/studio\/:handle\/(posts|media|collections|tags)(\/|$)/, 'write:posts'],
  [/^\/studio\/:handle\/(members|promises)(\/|$)/, 'write:people'],
  [/^\/studio\/:handle\/(tiers|settings)(\/|$)/, 'write:page'],
  [/^\/@:handle\/(membership|checkout)(\/|$)/, 'write:account'],
  [/^\/account(\/mail(\/|$)|$)/, 'write:account'],
];

/** Below writing's own paths, what is never a token's: the page's address, its end, its money, and other keys. */
const NEVER_WRITTEN = /\/(closing|closure|handle|ownership|transfer|exports?|feed)(\/|$)/;

/** Pages about keys and doors, and everything of somebody, or of everybody, at once. */
const NEVER_READ = /^\/((account\/(security|data)|operator|dev)(\/|$)|@:handle\/membership\/feed|studio\/:handle\/members\/exports)/;

/** Lists of people are read with the scope that is about people. */
const PEOPLE = /^\/studio\/:handle\/(members|promises|team)(\/|$)/;

/** What somebody may write whose address is not proved: join, pay, leave, say their name, prove it. */
const UNPROVED = [
  /^\/@:handle\/(join|checkout|adult)(\/|$)/, /^\/@:handle\/membership(\/cancellation(\/|$)|$)/, /^\/account$/, /^\/account\/(proof|mail)(\/|$)/, /^\/account\/security\/sessions(\/|$)/,
  /^\/sign-(in|out|up)(\/|$)/, /^\/sign-in-links(\/|$)/, /^\/(confirmations|password-resets|address-changes)(\/|$)/, /^\/mail\//,
];

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The scope an API token needs for a route; null when no token may use it.
 * @param path the route's pattern, e.g. `/studio/:handle/posts/:id`
 */
export function scopeOf(method: string, path: string): Scope | null {
  if (READS.has(method)) return NEVER_READ.test(path) ? null : PEOPLE.test(path) ? 'write:people' : 'read';
  if (NEVER_WRITTEN.test(path)) return null;
  return WRITES.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** Whether a route is open to an account whose address is not proved. @param path the route's pattern */
export function openToUnproved(method: string, path: string): boolean {
  return READS.has(method) || UNPROVED.some((pattern) => pattern.test(path));
}
