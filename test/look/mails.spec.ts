import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/platform/words/words.js';
import { mailSamples, post, write } from './mail-samples.js';
import { TEMPLATES } from './render.js';

describe('Every mail', () => {
  it('has a sample', () => {
    const folders = readdirSync(join(TEMPLATES, 'emails'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect([...new Set(mailSamples.map((sample) => sample.mail))].sort()).toEqual(folders.sort());
  });

  describe.each(LANGUAGES)('in %s', (lang) => {
    it.each(mailSamples)('$mail', (sample) => {
      const { view } = sample;
      const { subject, html, text } = write(sample, lang);
      expect(subject).not.toBe('');
      expect(subject).not.toMatch(/&amp;|\n/);
      for (const rendered of [html, text]) {
        expect(rendered).not.toMatch(/undefined|\[object|NaN|\{\{|\$t\(|>null</);
        expect(rendered).toContain(view.post ? post.url : view.url);
        if (view.unsubscribeUrl) expect(rendered).toContain(view.unsubscribeUrl);
      }
      expect(text).not.toMatch(/<[a-z]|&amp;|&#x27;/);
      expect(html.indexOf('max-height:0')).toBeLessThan(html.indexOf('<h1'));
      expect(html).not.toMatch(/<script|<link/);
    });
  });
});
