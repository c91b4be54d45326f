import fc from 'fast-check';
import { rss, xml } from './rss.js';

it.each([['<b> & "c"', '&lt;b&gt; &amp; &quot;c&quot;'], ['\u0000a\u000bb', 'ab'], [']]>', ']]&gt;'], ['\ud800', '\ufffd'], ['à 紙 😀', 'à 紙 😀']])('xml(%j)', (text, safe) => expect(xml(text)).toBe(safe));

it('lets no text out of its element', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const feed = rss({ title: text, description: text, link: text, self: text, language: text, items: [{ id: text, title: text, link: text, publishedAt: new Date(0), summary: text, html: text, categories: [text] }] });
    return feed.match(/<[/a-z?]/g)!.length === rss({ title: '', description: '', link: '', self: '', language: '', items: [{ id: '', title: '', link: '', publishedAt: new Date(0), summary: '', html: '', categories: [''] }] }).match(/<[/a-z?]/g)!.length;
  }));
});
