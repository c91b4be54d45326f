import { readLinks, writeLinks } from './links.js';

describe('Links on a page', () => {
  it('are words and an https address, one a line', () => {
    expect(readLinks('My shop https://shop.example/a?b=1\n\n  Mastodon   https://social.example/@ilse ')).toEqual([
      { label: 'My shop', url: 'https://shop.example/a?b=1' }, { label: 'Mastodon', url: 'https://social.example/@ilse' },
    ]);
    expect(readLinks('')).toEqual([]);
  });

  it.each([
    'https://shop.example', 'Shop http://shop.example', 'Shop javascript:alert(1)', 'Shop data:text/html,x', 'Shop //evil.example', 'Shop https://user:pw@evil.example', 'Shop https://good.example@evil.example',
    'Shop https://localhost', 'Shop https://', 'Shop https://a.example\\@b.example', 'Shop', `Shop ${'https://a.example '.repeat(2)}`.trim() + ' x', `${'x'.repeat(61)} https://a.example`, `Shop https://a.example/${'x'.repeat(400)}`,
  ])('are never %s', (line) => {
    expect(readLinks(line)).toBeNull();
  });

  it('are eight at most, and come back as they were typed', () => {
    const eight = Array.from({ length: 8 }, (_, n) => `Link ${n} https://a.example/${n}`).join('\n');
    expect(writeLinks(readLinks(eight)!)).toBe(eight);
    expect(readLinks(`${eight}\nOne more https://a.example/9`)).toBeNull();
  });
});
