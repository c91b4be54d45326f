import 'reflect-metadata';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { Letters } from '../../src/email/letters.service.js';
import type { MailKinds } from '../../src/email/mail-kinds.service.js';
import { MAILS } from '../../src/email/mails/index.js';
import { mailKindOf } from '../../src/email/mails/mail.js';
import { sampleView } from '../../src/email/mails/samples.js';
import type { Config } from '../../src/platform/index.js';
import { LANGUAGES } from '../../src/platform/words/words.js';
import { renderer } from '../look/render.js';

const kinds = MAILS.map(mailKindOf);
const letters = new Letters(
  renderer, { find: (kind: string) => kinds.find((one) => one.kind === kind) ?? null } as MailKinds,
  { publicUrl: 'https://thousand.example', mailFrom: 'Thousand <post@thousand.example>' } as Config,
);
const every = kinds.flatMap((kind) => LANGUAGES.flatMap((lang) => (['full', 'empty'] as const).map((which) => ({ kind, lang, which, name: kind.kind }))));

/** The bytes that would go to the server, read back as a mail reader reads them. */
async function sent(kind: (typeof kinds)[number], which: 'full' | 'empty', lang: string, more: object = {}) {
  const view = { ...sampleView(kind, which, lang), ...more };
  const bytes = await new MailComposer(letters.write({ id: 'a1b2', kind: kind.kind, address: view.address }, view)).compile().build();
  return { bytes: bytes.toString('utf8'), mail: await simpleParser(bytes), view };
}

describe('every message, as it goes to the server', () => {
  it.each(every)('$name in $lang, $which', async ({ kind, which, lang }) => {
    const { bytes, mail, view } = await sent(kind, which, lang);
    const header = (name: string) => mail.headerLines.filter((line) => line.key === name).map((line) => line.line.slice(name.length + 1).trim());
    expect([mail.to].flat().map((one) => one?.text)).toEqual([`"${view.name}" <ada@example.org>`]);
    expect([mail.cc, mail.bcc]).toEqual([undefined, undefined]);
    expect(mail.from?.value).toEqual([{ name: view.creator?.name ?? 'Thousand', address: 'post@thousand.example' }]);
    expect(header('message-id')).toEqual(['<a1b2@thousand.example>']);
    expect(header('content-language')).toEqual([lang]);
    expect(header('date')).toHaveLength(1);
    expect(bytes).toMatch(/content-type: multipart\/alternative/i);
    expect(mail.subject?.length).toBeGreaterThan(4);
    expect(mail.text?.trim().length).toBeGreaterThan(40);
    expect(String(mail.html)).toContain(`lang="${lang}"`);
    expect(Math.max(...bytes.split(/\r?\n/).map((line) => line.length))).toBeLessThanOrEqual(998);
    if (kind.list) {
      expect(header('list-unsubscribe')).toEqual([`<${view.unsubscribeUrl}>`]);
      expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
      expect(header('list-id')[0]).toMatch(/^<posts\.ilse\.thousand\.example>$/);
      expect(mail.text).toContain(view.unsubscribeUrl);
    } else {
      expect([header('list-unsubscribe'), header('list-unsubscribe-post')]).toEqual([[], []]);
      expect(header('auto-submitted')).toEqual(['auto-generated']);
    }
  });

  it.each(kinds)('$kind takes no header out of a name', async (kind) => {
    const evil = 'Eve\r\nBcc: everyone@example.org\r\nX-Evil: 1';
    const { mail } = await sent(kind, 'full', 'en', { name: evil, ...(sampleView(kind, 'full', 'en').creator && { creator: { name: evil, url: 'https://thousand.example/@eve', handle: 'eve' } }) });
    expect(mail.headerLines.map((line) => line.key)).not.toEqual(expect.arrayContaining(['bcc', 'x-evil']));
    expect([mail.to].flat()).toHaveLength(1);
    expect(mail.bcc).toBeUndefined();
  });
});
