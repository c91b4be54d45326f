import type { FastifyReply } from 'fastify';
import Handlebars from 'handlebars';

const handlebars = Handlebars.create();
handlebars.registerHelper('eq', (one: unknown, other: unknown) => one === other);

/** Compiles a template; everything in `{{ }}` is escaped, and a name the view lacks is an error. */
export function compile<View>(source: string): (view: View) => string {
  return handlebars.compile<View>(source, {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: { eq: true },
    preventIndent: true,
  });
}

/** Makes a piece of template known to all that are compiled after it. */
export function partial(name: string, source: string): void {
  handlebars.registerPartial(name, source);
}

const layout = compile<{ lang: string; title: string; band: string; body: string }>(`<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{{title}}</title>
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<header class="band"><p>{{band}}</p></header>
{{{body}}}
</body>
</html>
`);

export interface Page {
  lang: string;
  title: string;
  /** What the striped band says. */
  band: string;
  body: string;
  status?: number;
  /** Another origin that a form of this page may lead to. */
  leadsTo?: string | null;
}

/** Answers with a page, under a policy that lets nothing in but its own stylesheet and fonts. */
export function show(reply: FastifyReply, page: Page): FastifyReply {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    `form-action 'self'${page.leadsTo ? ` ${page.leadsTo}` : ''}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return reply
    .status(page.status ?? 200)
    .headers({
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(layout(page));
}
