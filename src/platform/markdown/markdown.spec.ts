import { minutesOf, toHtml, toText } from './markdown.js';

describe('toHtml', () => {
  it.each([
    ['<script>alert(1)</script>', '<script'],
    ['<img src=x onerror=alert(1)>', '<img'],
    ['[a](javascript:alert(1))', 'href'],
    ['[a](data:text/html;base64,PHNjcmlwdD4=)', 'href'],
    ['![a](https://tracker.example/x.gif)', '<img'],
    ['[a](vbscript:x)', 'href'],
  ])('renders nothing active from %s', (text, forbidden) => expect(toHtml(text)).not.toContain(forbidden));

  it('keeps one title a page', () => expect(toHtml('# A\n\n###### B')).toBe('<h2>A</h2>\n<h6>B</h6>'));
});

describe('toText', () => {
  it('leaves the words', () => expect(toText('A *b*\nc\n\n- [d](https://x.example)')).toBe('A b c\n\nd'));
});

describe('minutesOf', () => {
  it.each([['', 0], ['one', 1], ['word '.repeat(1100), 5]])('counts', (text, minutes) => expect(minutesOf(text)).toBe(minutes));
});
