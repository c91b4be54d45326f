/**
 * A title as part of an address: ASCII letters, digits and hyphens; other scripts fall back to `post`.
 * @param title as written
 */
export function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/đ/gi, 'd').toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60).replace(/-+$/, '') || 'post';
}
