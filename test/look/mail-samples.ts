import 'reflect-metadata';
import { MAILS } from '../../src/email/mails/index.js';
import { mailKindOf, type MailView } from '../../src/email/mails/mail.js';
import { sampleView } from '../../src/email/mails/samples.js';
import { guard, renderer } from './render.js';

/** Every mail, with all it can say and with next to nothing. */
export const mailSamples = MAILS.map(mailKindOf).flatMap((kind) => (['full', 'empty'] as const).map((which) => ({
  mail: kind.kind, which, view: sampleView(kind, which, 'en'),
})));

/** A mail's parts, as the mailer would get them. */
export function write({ mail, view }: { mail: string; view: MailView }, lang: string): { subject: string; html: string; text: string } {
  const part = (name: string, more: object = {}) => renderer.render(`emails/${name}`, { view: guard({ ...view, lang }, 'view'), ...more }, { language: lang, zone: 'Europe/Rome' });
  const subject = part(`${mail}/subject`).trim();
  return { subject, html: part('layout', { subject, body: part(`${mail}/html`) }), text: part(`${mail}/text`).trim() };
}
