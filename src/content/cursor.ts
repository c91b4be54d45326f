import { parseDate } from '../platform/index.js';

/** Where a list goes on: just after the post that came out at this instant. */
export interface Cursor {
  at: Date;
  id: string;
}

/** A cursor out of an address; null for anything that is none, which begins at the newest. */
export function readCursor(text: unknown): Cursor | null {
  const [, at, id] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(typeof text === 'string' ? text : '') ?? [];
  return at && id && !Number.isNaN(parseDate(at).getTime()) ? { at: parseDate(at), id } : null;
}

/**
 * The posts of one page and the address of the next.
 * @param lines one more than a page shows, if there are so many
 */
export function pageOf<L extends { id: string; publishedAt: Date | null }>(lines: L[], size: number, url: string): { lines: L[]; older: string | null } {
  const shown = lines.slice(0, size);
  const last = shown.at(-1);
  return { lines: shown, older: lines.length > size && last?.publishedAt ? `${url}?before=${last.publishedAt.toISOString()}_${last.id}` : null };
}
