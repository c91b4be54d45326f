import { minutesOf, type TextPicture, toHtml, toText, withoutPictures } from './markdown.js';

describe('toHtml', () => {
  it.each([
    ['<script>alert(1)</script>', '<script'],
    ['<img src=x onerror=alert(1)>', '<img'],
    ['[a](javascript:alert(1))', 'href'],
    ['[a](data:text/html;base64,PHNjcmlwdD4=)', 'href'],
    ['![a](https://tracker.example/x.gif)', '<img'],
    ['[a](vbscript:x)', 'href'],
  ])('renders nothing active from %s', (text, forbidden) => expect(toHtml(text)).not.toContain(forbidden));

  describe('pictures', () => {
    const found: TextPicture = { url: '/media/posts/a/9.webp', srcset: '/media/posts/a/9.webp 9w', width: 9, height: 6, alt: 'A "red" door', caption: '<b>' };
    const find = (number: number) => (number === 2 ? found : null);

    it('shows our own, described as they are kept', () => {
      const html = toHtml('One.\n\n![whatever](picture:2)\n\nTwo ![](picture:2) three.', find);
      expect(html).toMatch(/^<p>One\.<\/p>\n<figure class="picture"><img src="\/media\/posts\/a\/9\.webp"[^>]* alt="A &quot;red&quot; door"[^>]*><figcaption class="meta">&lt;b&gt;<\/figcaption><\/figure>\n<p>Two <img /);
      expect(html).not.toContain('<b>');
      expect(withoutPictures(html)).toBe('<p>One.</p>\n<p>Two  three.</p>');
    });

    it.each(['picture:1', 'picture:x', 'https://tracker.example/2.gif', '/media/posts/a/9.webp', 'data:image/png;base64,aGk='])('shows nothing for %s', (src) =>
      expect(toHtml(`![a](${src})`, find)).not.toContain('<img'));

    it('leaves them out of the words', () => expect(toText('One.\n\n![secret](picture:2)')).toBe('One.'));
  });

  it('keeps one title a page', () => expect(toHtml('# A\n\n###### B')).toBe('<h2>A</h2>\n<h3>B</h3>'));

  it('begins right below it', () => expect(toHtml('## A\n\n### B\n\n## C')).toBe('<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>'));
});

describe('toText', () => {
  it('leaves the words', () => expect(toText('A *b*\nc\n\n- [d](https://x.example)')).toBe('A b c\n\nd'));
});

describe('minutesOf', () => {
  it.each([['', 0], ['one', 1], ['word '.repeat(1100), 5]])('counts', (text, minutes) => expect(minutesOf(text)).toBe(minutes));
});
