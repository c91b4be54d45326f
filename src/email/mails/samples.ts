import type { MailFrame, MailKind, MailView } from './mail.js';

/** People and things that mails are looked at with. */
export const CREATOR: NonNullable<MailFrame['creator']> = { name: 'Ilse Brandt', url: 'https://thousand.example/@ilse', handle: 'ilse', colours: { accent: '#8a3b32', wash: '#f2e9e4' } };
export const TIER = { name: 'Shard' };
export const EUROS = { amount: 500, currency: 'EUR' };
export const STOP = 'https://thousand.example/mail/unsubscribe/abc';
export const CANCEL = 'https://thousand.example/mail/cancellation/abc';
export const LINK = { url: 'https://thousand.example/confirmations/abc' };
export const POST = {
  title: 'Salt & ash', standfirst: 'Two shelves fell.', teaserHtml: '<p>Salt goes in.</p>', teaserText: 'Salt goes in.',
  bodyHtml: '<p>A ring is a coil.</p>', bodyText: 'A ring is a coil.', url: 'https://thousand.example/@ilse/posts/salt', minutes: 9,
};

/** A mail's sample as its templates get it. */
export function sampleView({ kind, samples }: MailKind, which: keyof MailKind['samples'], lang: string): MailView {
  return {
    lang, zone: 'Europe/Rome', name: 'Ada & Co', url: 'https://thousand.example/account', siteName: 'Thousand', siteUrl: 'https://thousand.example', creator: null, tier: null,
    since: null, why: `mail.why.${kind}`, unsubscribeUrl: null, cancelUrl: null, address: 'ada@example.org', accentHex: samples[which].creator?.colours.accent ?? null,
    washHex: samples[which].creator?.colours.wash ?? null, price: null, nextCharge: null, ...samples[which],
  };
}
