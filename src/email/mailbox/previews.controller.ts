import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock, Config, LANGUAGE_NAMES, LANGUAGES, isLanguage, NotFound, Page, Type } from '../../platform/index.js';
import { Letters } from '../letters.service.js';
import { MailKinds } from '../mail-kinds.service.js';
import { sampleView } from '../mails/samples.js';
import { asMailReader, MessageView } from './mailbox.controller.js';

const PreviewsView = Type.Object({
  mails: Type.Array(Type.Object({
    kind: Type.String(),
    versions: Type.Array(Type.Object({ language: Type.String(), languageName: Type.String(), which: Type.Enum(['full', 'empty']), subject: Type.String(), url: Type.String() })),
  })),
});
const frame = (_: unknown, t: (key: string) => string) => ({ title: t('dev.previewsTitle'), noindex: true });

/** Every mail in every language, with all it can say and with next to nothing; on a trial install only. */
@Controller('dev/mail/previews')
export class PreviewsController {
  constructor(private readonly kinds: MailKinds, private readonly letters: Letters, private readonly config: Config, private readonly clock: Clock) {}

  @Get()
  @Page({ id: 'listMailPreviews', summary: 'Every mail there is', view: PreviewsView, template: 'dev/previews', layout: 'plain', frame })
  index() {
    this.onlyDemo();
    const versions = LANGUAGES.flatMap((language) => (['full', 'empty'] as const).map((which) => ({ language, languageName: LANGUAGE_NAMES[language], which })));
    return {
      mails: this.kinds.all().map(({ kind }) => ({
        kind, versions: versions.map((one) => ({ ...one, subject: this.letter(kind, one.language, one.which).subject, url: `/dev/mail/previews/${kind}/${one.language}/${one.which}` })),
      })),
    };
  }

  @Get(':kind/:language/:which')
  @Page({ id: 'getMailPreview', summary: 'One mail as it would be sent', view: MessageView, template: 'dev/message', layout: 'plain', frame })
  show(@Param('kind') kind: string, @Param('language') language: string, @Param('which') which: string) {
    const at = this.clock.now();
    const { message, subject, text, view } = this.letter(kind, language, which);
    return {
      message: {
        id: kind, to: view.address, from: this.config.mailFrom, subject, at: at.toISOString(), text, links: [],
        htmlUrl: `/dev/mail/previews/${kind}/${language}/${which}/html`,
        headers: Object.entries(message.headers as Record<string, string>).map(([name, value]) => ({ name, value })),
      },
    };
  }

  @Get(':kind/:language/:which/html')
  async html(@Param('kind') kind: string, @Param('language') language: string, @Param('which') which: string, @Res() reply: FastifyReply): Promise<void> {
    await asMailReader(reply).send(this.letter(kind, language, which).html);
  }

  private letter(kind: string, language: string, which: string) {
    this.onlyDemo();
    const found = this.kinds.find(kind);
    if (!found || !isLanguage(language) || (which !== 'full' && which !== 'empty')) throw new NotFound();
    const view = sampleView(found, which, language);
    return { view, message: this.letters.write({ id: 'preview', kind, address: view.address }, view), ...this.letters.render(kind, view) };
  }

  private onlyDemo(): void {
    if (!this.config.demo) throw new NotFound();
  }
}
