import { words, type Language } from '../checkout/words.js';
import { compile, type Page } from './page.js';

const template = compile<Record<string, unknown>>(`<main class="narrow">
<h1>{{title}}</h1>
<p>{{text}}</p>
{{#if href}}<p><a href="{{href}}">{{link}}</a></p>{{/if}}
</main>`);

interface Notice {
  title: string;
  text: string;
  status?: number;
  /** Where to go from here, and what the link says. */
  way?: { href: string | null; link: string };
}

/** A page that only says something, with a way on if there is one. */
export function noticePage(language: Language, { title, text, status = 200, way }: Notice): Page {
  const body = template({ title, text, href: way?.href ?? null, link: way?.link ?? '' });
  return { lang: language, title, band: words[language].band, body, status };
}
