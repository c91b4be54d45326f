import { Injectable } from '@nestjs/common';
import type { SendMailOptions } from 'nodemailer';
import { Config, Renderer } from '../platform/index.js';
import { MailKinds } from './mail-kinds.service.js';
import type { Mail, MailView } from './mails/mail.js';

/** Turns a mail and what it says into a message for the mailer. */
@Injectable()
export class Letters {
  private readonly host: string;

  constructor(private readonly renderer: Renderer, private readonly kinds: MailKinds, private readonly config: Config) {
    this.host = new URL(config.publicUrl).hostname;
  }

  /** The Message-ID is the mail's id, so that a receiver can tell a second copy after a crash. */
  write(mail: Pick<Mail, 'id' | 'kind' | 'address'>, view: MailView): SendMailOptions {
    const { subject, html, text } = this.render(mail.kind, view);
    const address = /<([^>]+)>/.exec(this.config.mailFrom)?.[1] ?? this.config.mailFrom;
    const name = view.creator?.name ?? (/^([^<]*)</.exec(this.config.mailFrom)?.[1]?.trim() || view.siteName);
    return {
      messageId: `<${mail.id}@${this.host}>`, from: { name, address }, to: { name: view.name, address: mail.address }, subject, text, html,
      headers: this.headers(mail.kind, view),
    };
  }

  /** Subject, text and HTML, for the message and for its preview. */
  render(kind: string, view: MailView): { subject: string; html: string; text: string } {
    const reader = { language: view.lang, zone: view.zone };
    const part = (name: string) => this.renderer.render(`emails/${kind}/${name}`, { view }, reader);
    const subject = part('subject').replaceAll(/\s+/g, ' ').trim();
    return { subject, text: part('text').trim(), html: this.renderer.render('emails/layout', { view, subject, body: part('html') }, reader) };
  }

  private headers(kind: string, view: MailView): Record<string, string> {
    const common = { 'Content-Language': view.lang };
    if (!this.kinds.find(kind)?.list) return { ...common, 'Auto-Submitted': 'auto-generated' };
    return {
      ...common,
      'List-Id': `<posts.${view.creator?.handle.toLowerCase()}.${this.host}>`, 'Precedence': 'bulk',
      'List-Unsubscribe': `<${view.unsubscribeUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
  }
}
