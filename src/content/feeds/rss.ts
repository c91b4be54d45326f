export interface Channel {
  title: string;
  description: string;
  link: string;
  /** The feed's public address, also in a member's own. */
  self: string;
  language: string;
  items: Item[];
}

export interface Item {
  id: string;
  title: string;
  link: string;
  publishedAt: Date;
  summary: string;
  html: string;
  categories: string[];
}

/** A feed as RSS 2.0 with whole texts (content:encoded). */
export function rss(channel: Channel): string {
  const items = channel.items.map((item) => `<item>
<title>${xml(item.title)}</title>
<link>${xml(item.link)}</link>
<guid isPermaLink="false">${xml(item.id)}</guid>
<pubDate>${item.publishedAt.toUTCString()}</pubDate>
${item.categories.map((name) => `<category>${xml(name)}</category>\n`).join('')}<description>${asHtml(item.summary)}</description>
<content:encoded>${xml(item.html)}</content:encoded>
</item>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${xml(channel.title)}</title>
<link>${xml(channel.link)}</link>
<description>${asHtml(channel.description)}</description>
<language>${xml(channel.language)}</language>
<atom:link href="${xml(channel.self)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel>
</rss>
`;
}

/** Text as XML; the control characters that XML has not are left out. */
export function xml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');
}

/** Words for an element whose content readers take for HTML (RSS 2.0, "description"): they must read as they were written there, too. */
function asHtml(words: string): string {
  return xml(xml(words));
}
