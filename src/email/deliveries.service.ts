import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, Jobs, LOGGER, MINUTE, OnJob, plusMs, step } from '../platform/index.js';
import { Letters } from './letters.service.js';
import { Mailer } from './mailer.js';
import type { Mail } from './mails.js';
import { MailViews } from './mail-views.service.js';

const BATCH = 20;
const MOST_ATTEMPTS = 20;

/** Sends what is owed: claims rows in batches, submits them, and writes down which were. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly views: MailViews,
    private readonly letters: Letters,
    private readonly mailer: Mailer,
    private readonly jobs: Jobs,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Runs until nothing is due. A claim holds for a while, so that a killed worker's mails are taken up again. */
  @OnJob('email.deliver')
  async deliver(): Promise<void> {
    for (let mails = await this.claim(); mails.length > 0; mails = await this.claim()) {
      await Promise.all(mails.map((mail) => this.send(mail)));
    }
  }

  /** Every minute: whatever is due and has no job. */
  @OnJob('email.retry')
  async retry(): Promise<void> {
    const due = await this.db.sql('mail.due', 'select id from mail where submitted_at is null and skipped is null and due_at <= $1 limit 1', [this.clock.system()]);
    if (due.length > 0) await this.jobs.add('email.deliver', {}, { key: 'email.deliver' });
  }

  private async claim(): Promise<Mail[]> {
    const now = this.clock.system();
    return step('mail.claim', () => this.db.sql<Mail & { id: string }>(
      'mail.claim',
      `update mail set attempts = attempts + 1, due_at = $2 where id in (
         select id from mail where submitted_at is null and skipped is null and due_at <= $1 order by due_at limit ${BATCH} for update skip locked)
       returning id, kind, address, account_id, creator_id, language, subject_id, attempts`,
      [now, plusMs(now, MINUTE)],
    ));
  }

  private async send(mail: Mail): Promise<void> {
    try {
      const view = await this.views.of(mail);
      if (!view) return await this.skip(mail, 'no longer wanted');
      await step('mail.submit', () => this.mailer.submit(this.letters.write(mail, view)));
      await step('mail.mark', () => this.db.sql('mail.submitted', 'update mail set submitted_at = $2, error = null where id = $1', [mail.id, this.clock.system()]));
    } catch (error) {
      await this.failed(mail, error);
    }
  }

  /** A server that says no for good is believed; everything else is tried again, ever more slowly. */
  private async failed(mail: Mail, error: unknown): Promise<void> {
    const { responseCode, message } = error as { responseCode?: number; message?: string };
    this.log.warn({ err: error, mail: mail.id, kind: mail.kind, attempt: mail.attempts }, 'a mail was not submitted');
    if ((responseCode !== undefined && responseCode >= 500 && responseCode < 600) || mail.attempts >= MOST_ATTEMPTS) {
      return this.skip(mail, `refused: ${responseCode ?? 'gave up'}`);
    }
    const wait = Math.min(2 ** mail.attempts * 15_000, 6 * 60 * MINUTE);
    await this.db.sql('mail.failed', 'update mail set due_at = $2, error = $3 where id = $1', [mail.id, plusMs(this.clock.system(), wait), String(responseCode ?? message?.slice(0, 80))]);
  }

  private async skip(mail: Mail, reason: string): Promise<void> {
    await this.db.sql('mail.skip', 'update mail set skipped = $2 where id = $1', [mail.id, reason]);
  }
}
