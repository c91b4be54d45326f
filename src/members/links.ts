export interface PageLink {
  label: string;
  url: string;
}

export const MOST_LINKS = 8;

/**
 * Links as they are typed: one a line, first the words, then an address.
 * @returns null when a line is not so, or there are too many
 */
export function readLinks(text: string): PageLink[] | null {
  const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
  const links = lines.map((line) => /^(\S.{0,59}?)\s+(https:\/\/\S{1,300})$/u.exec(line)).map((found) => (found && isSafe(found[2]!) ? { label: found[1]!.trim(), url: new URL(found[2]!).href } : null));
  return links.length <= MOST_LINKS && links.every((one) => one !== null) ? links : null;
}

export function writeLinks(links: PageLink[]): string {
  return links.map(({ label, url }) => `${label} ${url}`).join('\n');
}

/** An https address with a name, nobody's password in it, and nothing in front of the name that could pass for another. */
function isSafe(address: string): boolean {
  if (!URL.canParse(address) || /[\u0000-\u001f\u007f\\]/.test(address)) return false;
  const { protocol, username, password, hostname } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' && hostname.includes('.');
}
