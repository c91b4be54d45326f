import MarkdownIt from 'markdown-it';

/** One of our own pictures, as a text shows it. */
export interface TextPicture {
  url: string;
  srcset: string;
  width: number;
  height: number;
  alt: string;
  caption: string;
}

/** Finds the picture that a text names, e.g. the 2 of `picture:2`; null where this text may not show it. */
export type FindPicture = (number: number) => TextPicture | null;

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true, breaks: false });
const { escapeHtml } = markdown.utils;
// A page has one title of its own: headings in a text begin right below it, whatever its writer began with, and skip no level. A picture alone in its paragraph is a figure.
markdown.core.ruler.push('lower_headings', (state) => {
  const levels = [...new Set(state.tokens.filter(({ type }) => type === 'heading_open').map(({ tag }) => tag))].sort();
  for (const [at, token] of state.tokens.entries()) {
    if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${Math.min(6, levels.indexOf(token.tag) + 2)}`;
    if (token.type === 'inline' && token.children?.length === 1 && token.children[0]!.type === 'image' && state.tokens[at - 1]?.type === 'paragraph_open') {
      state.tokens[at - 1]!.hidden = true;
      state.tokens[at + 1]!.hidden = true;
      token.children[0]!.meta = { figure: true };
    }
  }
});
const plain = markdown.renderer.rules.link_open ?? ((tokens, at, options, _env, self) => self.renderToken(tokens, at, options));
markdown.renderer.rules.link_open = (tokens, at, options, env, self) => {
  tokens[at]!.attrSet('rel', 'nofollow noopener ugc');
  return plain(tokens, at, options, env, self);
};
// Pictures of other hosts would tell them who reads: only ours are shown, and theirs are never fetched.
markdown.renderer.rules.image = (tokens, at, _options, env) => {
  const token = tokens[at]!;
  const number = /^picture:(\d{1,4})$/.exec(String(token.attrGet('src') ?? ''))?.[1];
  const picture = number ? (env as { find?: FindPicture } | undefined)?.find?.(Number(number)) : null;
  if (!picture) return '';
  const img = `<img src="${escapeHtml(picture.url)}" srcset="${escapeHtml(picture.srcset)}" sizes="(width < 720px) 92vw, 680px" width="${picture.width}" height="${picture.height}" alt="${escapeHtml(picture.alt)}" loading="lazy">`;
  if (!token.meta?.figure) return img;
  return `<figure class="picture">${img}${picture.caption && `<figcaption class="meta">${escapeHtml(picture.caption)}</figcaption>`}</figure>`;
};

/** Markdown to HTML; any HTML in it is shown as text, and only safe link schemes become links. */
export function toHtml(text: string, find?: FindPicture): string {
  return markdown.render(text, { find }).trim();
}

/** The same HTML without its pictures, for what is read away from our pages. */
export function withoutPictures(html: string): string {
  return html.replaceAll(/<figure class="picture">.*?<\/figure>\n?|<img [^>]*>/gs, '').trim();
}

/** The words of a Markdown text without its marks, for counts and plain mails. */
export function toText(text: string): string {
  return markdown.parse(text, {})
    .filter((token) => token.type === 'inline')
    .map((token) => token.children?.filter((child) => child.type !== 'image').map((child) => (child.type === 'softbreak' ? ' ' : child.content)).join('') ?? '')
    .filter(Boolean)
    .join('\n\n');
}

/** Reading time of a text at 220 words a minute, at least one minute when there is a text at all. */
export function minutesOf(text: string): number {
  const words = toText(text).split(/\s+/).filter(Boolean).length;
  return words === 0 ? 0 : Math.max(1, Math.round(words / 220));
}
