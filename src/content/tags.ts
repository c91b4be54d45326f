import { InvalidInput } from '../platform/index.js';

const MOST = 12;

/** A tag as part of an address: `Salt glaze` and `salt  GLAZE` are one. Letters of any script stay. */
export function tagKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60);
}

/**
 * The tags of a form, each once.
 * @param text names with commas or line breaks between
 * @throws InvalidInput for more than a dozen
 */
export function tagsOf(text: string): { tags: string[]; tagKeys: string[] } {
  const named = new Map<string, string>();
  for (const name of text.split(/[,\n]+/).map((one) => one.trim().replaceAll(/\s+/g, ' ').slice(0, 60))) {
    const key = tagKey(name);
    if (key && !named.has(key)) named.set(key, name);
  }
  if (named.size > MOST) throw new InvalidInput({ tags: { rule: 'tags' } });
  return { tags: [...named.values()], tagKeys: [...named.keys()] };
}
