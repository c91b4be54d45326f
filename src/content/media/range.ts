/**
 * One range of bytes that a request asks for (RFC 9110, 14.2).
 * @returns first and last byte; null for the whole, also where several are asked for; `none` where the file has no such bytes
 */
export function rangeOf(header: string | undefined, size: number): { start: number; end: number } | null | 'none' {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'none' : { start, end };
}
