import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether somebody has this already and need not be sent it again (RFC 9110, 13.1).
 * @param etag of what would be sent, weak or strong: they are compared weakly
 * @param changedAt when it changed last; asked only where no tag was sent
 */
export function isUnchanged(headers: IncomingHttpHeaders, etag: string, changedAt: Date | null): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((one) => one.trim() === '*' || bare(one) === bare(etag));
  return changedAt !== null && Date.parse(headers['if-modified-since'] ?? '') >= Math.floor(changedAt.getTime() / 1000) * 1000;
}
