import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/platform/words/words.js';
import { guard, renderer, TEMPLATES } from './render.js';

const plain = {
  lang: 'en', name: 'Ada & Co', url: 'https://thousand.example/confirmations/abc', siteName: 'Thousand', siteUrl: 'https://thousand.example', creator: null, tier: null, since: null, words: null,
  post: null, open: false, why: 'mail.why.confirm', unsubscribeUrl: null, address: 'ada@example.org', accentHex: null, washHex: null, price: null, nextCharge: null,
};
const creator = { name: 'Ilse Brandt', url: 'https://thousand.example/@ilse', handle: 'ilse' };
const tier = { name: 'Shard' };
const unsubscribeUrl = 'https://thousand.example/mail/unsubscribe/abc';
const post = {
  title: 'Salt & ash', standfirst: 'Two shelves fell.', teaserHtml: '<p>Salt goes in.</p>', teaserText: 'Salt goes in.',
  bodyHtml: '<p>A ring is a coil.</p>', bodyText: 'A ring is a coil.', url: 'https://thousand.example/@ilse/posts/salt', minutes: 9,
};
const samples = [
  { mail: 'confirm', view: plain }, { mail: 'reset', view: plain }, { mail: 'registered-already', view: plain },
  { mail: 'welcome', view: { ...plain, creator, tier, since: '2026-11-22T10:00:00Z', why: 'mail.why.welcome', unsubscribeUrl, price: { amount: 500, currency: 'EUR' }, nextCharge: '2026-12-22T10:00:00Z', words: { html: '<p>Come in, mind the bricks.</p>', text: 'Come in, mind the bricks.' } } },
  { mail: 'welcome', view: { ...plain, creator, tier: { name: 'Bystanders' }, why: 'mail.why.welcome', unsubscribeUrl, accentHex: '#8c3a2f', washHex: '#f3e9e5' } },
  { mail: 'new-post', view: { ...plain, creator, tier, why: 'mail.why.welcome', unsubscribeUrl, post, open: true } },
  { mail: 'new-post', view: { ...plain, creator, why: 'mail.why.new-post', unsubscribeUrl, post: { ...post, standfirst: '', bodyHtml: null, bodyText: null }, open: false } },
];

describe('Every mail', () => {
  it('has a sample', () => {
    const folders = readdirSync(join(TEMPLATES, 'emails'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    expect([...new Set(samples.map((sample) => sample.mail))].sort()).toEqual(folders.sort());
  });

  describe.each(LANGUAGES)('in %s', (lang) => {
    it.each(samples)('$mail', ({ mail, view }) => {
      const reader = { language: lang, zone: 'Europe/Rome' };
      const part = (name: string, more: object = {}) => renderer.render(`emails/${name}`, { view: guard({ ...view, lang }, 'view'), ...more }, reader);
      const subject = part(`${mail}/subject`);
      expect(subject.trim()).toMatch(/^\S.*\S$/);
      expect(subject).not.toMatch(/&amp;|\n./);
      const body = part(`${mail}/html`);
      const html = part('layout', { subject, body });
      const text = part(`${mail}/text`);
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
