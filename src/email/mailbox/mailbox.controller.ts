import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Config, Instant, NotFound, Page, parseDate, Type } from '../../platform/index.js';
import { Mailbox } from './mailbox.js';

const Line = Type.Object({ id: Type.String(), to: Type.String(), subject: Type.String(), at: Instant });
const ListView = Type.Object({ messages: Type.Array(Line) });
export const MessageView = Type.Object({
  message: Type.Object({
    ...Line.properties, from: Type.String(), text: Type.String(), htmlUrl: Type.String(), links: Type.Array(Type.String()),
    headers: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  }),
});
const SHOWN = ['message-id', 'list-unsubscribe', 'list-unsubscribe-post', 'list-id', 'auto-submitted', 'content-language'];
const frame = (_: unknown, t: (key: string) => string) => ({ title: t('dev.mailTitle'), noindex: true });

/** What was sent, on a trial install only. */
@Controller('dev/mail')
export class MailboxController {
  constructor(private readonly mailbox: Mailbox, private readonly config: Config) {}

  @Get()
  @Page({ id: 'listDevMail', summary: 'The trial mailbox', view: ListView, template: 'dev/mail', layout: 'plain', frame })
  async index() {
    this.onlyDemo();
    const ids = await this.mailbox.list(100);
    const messages = await Promise.all(ids.map(async (id) => ({ id, mail: await this.mailbox.read(id) })));
    return { messages: messages.flatMap(({ id, mail }) => (mail ? [line(id, mail)] : [])) };
  }

  @Get(':id')
  @Page({ id: 'getDevMail', summary: 'One message of the trial mailbox', view: MessageView, template: 'dev/message', layout: 'plain', frame })
  async show(@Param('id') id: string) {
    this.onlyDemo();
    const mail = await this.mailbox.read(id);
    if (!mail) throw new NotFound();
    return {
      message: {
        ...line(id, mail), from: mail.from?.text ?? '', text: mail.text ?? '', htmlUrl: `/dev/mail/${id}/html`,
        links: [...new Set((mail.text ?? '').match(/https?:\/\/[^\s<>)]+/g) ?? [])],
        headers: mail.headerLines.filter(({ key }) => SHOWN.includes(key)).map(({ line: text }) => ({
          name: text.slice(0, text.indexOf(':')), value: text.slice(text.indexOf(':') + 1).trim(),
        })),
      },
    };
  }

  /** The message as a mail reader shows it, under a policy of its own. */
  @Get(':id/html')
  async html(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    this.onlyDemo();
    const mail = await this.mailbox.read(id);
    if (!mail) throw new NotFound();
    await asMailReader(reply).send(mail.html || '');
  }

  private onlyDemo(): void {
    if (!this.config.demo) throw new NotFound();
  }
}

/** A policy under which a mail looks as it does in a mail reader: its own styles, no script, nothing from elsewhere. */
export function asMailReader(reply: FastifyReply): FastifyReply {
  void reply.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline' 'self'; font-src 'self'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation");
  return reply.type('text/html; charset=utf-8');
}

function line(id: string, mail: { to?: unknown; subject?: string; date?: Date }) {
  const to = [mail.to].flat().map((one) => (one as { text?: string } | undefined)?.text ?? '').join(', ');
  return { id, to, subject: mail.subject ?? '', at: (mail.date ?? parseDate(0)).toISOString() };
}
