import { Controller, Get, Param, ParseUUIDPipe, Post, type OnModuleInit } from '@nestjs/common';
import { type Actor, Database, done, Instant, Metrics, NotFound, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Audit, OperatorRooms, requireOperator } from '../../members/index.js';
import { MailHealths } from './mail-health.query.js';

const MailHealthView = Type.Object({
  waiting: Type.Integer(), oldestSeconds: Type.Integer(), submitted: Type.Integer(), refused: Type.Integer(), failing: Type.Integer(),
  troubled: Type.Array(Type.Object({
    id: Type.String(), kind: Type.String(), name: Nullable(Type.String()), createdAt: Instant, attempts: Type.Integer(), dueAt: Nullable(Instant), reason: Type.String(), refused: Type.Boolean(),
  })),
});
const MOST = 100;
const LATE_S = 1800;

/** How mail goes out of this install, and which does not. */
@Controller('operator/mail')
@SignedIn()
export class OperatorMailController implements OnModuleInit {
  constructor(
    private readonly mails: MailHealths, private readonly db: Database, private readonly audit: Audit, private readonly rooms: OperatorRooms, private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const health = this.metrics.together(() => this.mails.health());
    this.metrics.gauge('mails', 'Mails that wait, that are tried again, and that were refused within a day.', async () => {
      const { waiting, failing, refused } = await health();
      return { waiting, failing, refused };
    }, 'state');
    this.metrics.gauge('mails_oldest_seconds', 'How long the oldest mail has waited.', async () => (await health()).oldestSeconds);
    this.rooms.register({
      url: '/operator/mail', title: 'mailHealth.title',
      look: async (t) => {
        const { refused, waiting, submitted, oldestSeconds } = await this.mails.health();
        if (refused > 0) return { says: t('mailHealth.refusedCount', { count: refused }), worry: true };
        if (oldestSeconds > LATE_S) return { says: t('mailHealth.lateCount', { count: waiting }), worry: true };
        return { says: t('mailHealth.submittedCount', { count: submitted }), worry: false };
      },
    });
  }

  @Get()
  @Page({
    id: 'getMailHealth', summary: 'How mail goes out, and which does not', view: MailHealthView, template: 'operator/mail', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('mailHealth.title'), noindex: true }),
  })
  async index(@Who() actor: Actor) {
    requireOperator(actor);
    const [health, troubled] = await Promise.all([this.mails.health(), this.mails.troubled(MOST)]);
    return {
      ...health, oldestSeconds: Math.round(health.oldestSeconds),
      troubled: troubled.map((one) => ({ ...one, createdAt: one.createdAt.toISOString(), dueAt: one.dueAt?.toISOString() ?? null })),
    };
  }

  @Post(':id/attempts')
  @Write({ id: 'retryMail', summary: 'Submits a mail again that was refused or is waiting to be tried', view: OkView })
  async retry(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    requireOperator(actor);
    await this.db.inTransaction(async () => {
      const kind = await this.mails.tryAgain(id);
      if (!kind) throw new NotFound();
      await this.audit.note(actor, null, 'mailRetried', null, { kind });
    });
    return done('/operator/mail', OK, 'mailRetried');
  }
}
