import { guard, renderer } from './render.js';

const plain = {
  lang: 'en', name: 'Ada & Co', url: 'https://thousand.example/confirmations/abc', siteName: 'Thousand', siteUrl: 'https://thousand.example', creator: null, tier: null, since: null, words: null,
  post: null, open: false, why: 'mail.why.confirm', unsubscribeUrl: null, address: 'ada@example.org', accentHex: null, washHex: null, price: null, nextCharge: null,
};
const creator = { name: 'Ilse Brandt', url: 'https://thousand.example/@ilse', handle: 'ilse' };
const tier = { name: 'Shard' };
const unsubscribeUrl = 'https://thousand.example/mail/unsubscribe/abc';
export const post = {
  title: 'Salt & ash', standfirst: 'Two shelves fell.', teaserHtml: '<p>Salt goes in.</p>', teaserText: 'Salt goes in.',
  bodyHtml: '<p>A ring is a coil.</p>', bodyText: 'A ring is a coil.', url: 'https://thousand.example/@ilse/posts/salt', minutes: 9,
};
/** Every mail, with what it says to whom. */
export const mailSamples = [
  { mail: 'confirm', view: plain }, { mail: 'reset', view: plain }, { mail: 'registered-already', view: plain },
  { mail: 'welcome', view: { ...plain, creator, tier, since: '2026-11-22T10:00:00Z', why: 'mail.why.welcome', unsubscribeUrl, price: { amount: 500, currency: 'EUR' }, nextCharge: '2026-12-22T10:00:00Z', words: { html: '<p>Come in, mind the bricks.</p>', text: 'Come in, mind the bricks.' } } },
  { mail: 'welcome', view: { ...plain, creator, tier: { name: 'Bystanders' }, why: 'mail.why.welcome', unsubscribeUrl, accentHex: '#8c3a2f', washHex: '#f3e9e5' } },
  { mail: 'new-post', view: { ...plain, creator, tier, why: 'mail.why.welcome', unsubscribeUrl, post, open: true } },
  { mail: 'new-post', view: { ...plain, creator, why: 'mail.why.new-post', unsubscribeUrl, post: { ...post, standfirst: '', bodyHtml: null, bodyText: null }, open: false } },
];


/** A mail's parts, as the mailer would get them. */
export function write({ mail, view }: (typeof mailSamples)[number], lang: string): { subject: string; html: string; text: string } {
  const part = (name: string, more: object = {}) => renderer.render(`emails/${name}`, { view: guard({ ...view, lang }, 'view'), ...more }, { language: lang, zone: 'Europe/Rome' });
  const subject = part(`${mail}/subject`).trim();
  return { subject, html: part('layout', { subject, body: part(`${mail}/html`) }), text: part(`${mail}/text`).trim() };
}
