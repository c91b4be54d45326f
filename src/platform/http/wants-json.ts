/**
 * Whether a client asked for JSON ahead of HTML. Everything else is a browser: feed readers, previews and htmx send a
 * bare `*` `/*` too, so HTML is the default.
 * @param accept the Accept header (RFC 9110, 12.5.1)
 */
export function wantsJson(accept: string | undefined): boolean {
  if (!accept) return false;
  const kinds = accept.split(',').map((part, at) => {
    const [type = '', ...parameters] = part.split(';').map((s) => s.trim().toLowerCase());
    const q = parameters.find((p) => p.startsWith('q='));
    return { type, weight: q ? Number(q.slice(2)) || 0 : 1, at };
  }).filter((kind) => kind.weight > 0).sort((a, b) => b.weight - a.weight || a.at - b.at);
  const json = kinds.findIndex(({ type }) => type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type));
  const html = kinds.findIndex(({ type }) => type === 'text/html' || type === 'application/xhtml+xml');
  return json >= 0 && (html < 0 || json < html);
}
