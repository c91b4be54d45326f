import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true, breaks: false });
// A page has one title of its own: headings in a text begin below it.
markdown.core.ruler.push('lower_headings', (state) => {
  for (const token of state.tokens) {
    if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${Math.min(6, Number(token.tag[1]) + 1)}`;
  }
});
const plain = markdown.renderer.rules.link_open ?? ((tokens, at, options, _env, self) => self.renderToken(tokens, at, options));
markdown.renderer.rules.link_open = (tokens, at, options, env, self) => {
  tokens[at]!.attrSet('rel', 'nofollow noopener ugc');
  return plain(tokens, at, options, env, self);
};
// Pictures of other hosts would tell them who reads; ours come by upload.
markdown.disable('image');

/** Markdown to HTML; any HTML in it is shown as text, and only safe link schemes become links. */
export function toHtml(text: string): string {
  return markdown.render(text).trim();
}

/** The words of a Markdown text without its marks, for counts and plain mails. */
export function toText(text: string): string {
  return markdown.parse(text, {})
    .filter((token) => token.type === 'inline')
    .map((token) => token.children?.map((child) => (child.type === 'softbreak' ? ' ' : child.content)).join('') ?? '')
    .join('\n\n');
}

/** Reading time of a text at 220 words a minute, at least one minute when there is a text at all. */
export function minutesOf(text: string): number {
  const words = toText(text).split(/\s+/).filter(Boolean).length;
  return words === 0 ? 0 : Math.max(1, Math.round(words / 220));
}
