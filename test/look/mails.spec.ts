import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/platform/words/words.js';
import type { POST } from '../../src/email/mails/samples.js';
import { mailSamples, write } from './mail-samples.js';
import { TEMPLATES } from './render.js';

describe('Every mail', () => {
  it('has a sample', () => {
    const folders = readdirSync(join(TEMPLATES, 'emails'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect([...new Set(mailSamples.map((sample) => sample.mail))].sort()).toEqual(folders.sort());
  });

  describe.each(LANGUAGES)('in %s', (lang) => {
    it.each(mailSamples)('$mail, $which', (sample) => {
      const { view } = sample;
      const post = view.post as typeof POST | undefined;
      const { subject, html, text } = write(sample, lang);
      expect(subject).not.toBe('');
      expect(subject).not.toMatch(/&amp;|\n/);
      for (const rendered of [html, text]) {
        expect(rendered).not.toMatch(/undefined|\[object|NaN|\{\{|\$t\(|>null</);
        expect(rendered).toContain(post ? post.url : view.url);
        if (view.unsubscribeUrl) expect(rendered).toContain(view.unsubscribeUrl);
      }
      expect(text).not.toMatch(/<[a-z]|&amp;|&#x27;/);
      expect(html.indexOf('max-height:0')).toBeLessThan(html.indexOf('<h1'));
      expect(html).not.toMatch(/<script|<link/);
    });

    it.each(mailSamples)('$mail, $which, writes names as text: escaped in HTML, as typed in text', (sample) => {
      const hostile = (who: string) => `<img src=x onerror=alert(1)> "${who}" & 'Co'`;
      const { creator, tier, ...view } = sample.view;
      const story = view.post as typeof POST | undefined;
      const { subject, html, text } = write({
        ...sample,
        view: {
          ...view, name: hostile('fan'), creator: creator && { ...creator, name: hostile('creator') }, tier: tier && { name: hostile('tier') },
          ...(story && { post: { ...story, title: hostile('title'), standfirst: hostile('standfirst') } }),
        },
      } as typeof sample, lang);
      expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt; &quot;');
      expect(html).not.toMatch(/<img|"(fan|creator|tier|title|standfirst)" &/);
      expect(text).toContain(hostile(story ? 'title' : creator ? 'creator' : 'fan'));
      expect(subject + text).not.toMatch(/&(amp|lt|gt|quot|#)/);
    });
  });
});
