import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, Jobs, LOGGER, MINUTE, OnJob, plusMs, step } from '../platform/index.js';
import { Letters } from './letters.service.js';
import { CONNECTIONS, Mailer } from './mailer.js';
import { MailKinds } from './mail-kinds.service.js';
import type { Mail, SentMail } from './mails/mail.js';

const MOST_ATTEMPTS = 20;
/** Between two tries to write down that a mail was taken, in ms. */
const NOTE_AGAIN = 250;

/**
 * Sends what is owed: claims as many rows as there are connections, submits them, and writes down which were. Nobody
 * else submits a mail that is claimed; only a crash between the server's yes and our note of it sends a mail twice,
 * under the same Message-ID.
 */
@Injectable()
export class Deliveries {
  /** How long a claim holds unless renewed, in ms. What a killed worker had claimed is taken up again after it. */
  lease = MINUTE;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly kinds: MailKinds,
    private readonly letters: Letters,
    private readonly mailer: Mailer,
    private readonly jobs: Jobs,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Runs until nothing is due. Runs in one process follow each other, for they share the connections. */
  @OnJob('email.deliver')
  deliver(): Promise<void> {
    const run = this.running.then(() => this.drain());
    this.running = run.catch(() => undefined);
    return run;
  }

  /** Every minute: whatever is due and has no job. */
  @OnJob('email.retry')
  async retry(): Promise<void> {
    const due = await this.db.sql('mail.due', 'select id from mail where submitted_at is null and skipped is null and due_at <= $1 limit 1', [this.clock.system()]);
    if (due.length > 0) await this.jobs.add('email.deliver', {}, { key: 'email.deliver' });
  }

  private async drain(): Promise<void> {
    for (let mails = await this.claim(); mails.length > 0; mails = await this.claim()) {
      await Promise.all(mails.map((mail) => this.send(mail)));
    }
  }

  /** By the database's clock: workers whose own clocks differ must agree on when a claim has run out. */
  private async claim(): Promise<Mail[]> {
    return this.db.sql<Mail & { id: string }>(
      'mail.claim',
      `update mail set attempts = attempts + 1, due_at = clock_timestamp() + $1 * interval '1 millisecond' where id in (
         select id from mail where submitted_at is null and skipped is null and due_at <= clock_timestamp() order by due_at limit ${CONNECTIONS} for update skip locked)
       returning id, kind, address, account_id, creator_id, language, subject_id, attempts`,
      [this.lease],
    );
  }

  private async send(mail: Mail): Promise<void> {
    try {
      const view = await this.kinds.view(mail);
      if (!view) return await this.skip(mail, 'no longer wanted');
      if (!await this.hold(mail)) return;
      await this.holding(mail, async () => {
        await step('mail.submit', () => this.mailer.submit(this.letters.write(mail, view)));
        await this.note(mail);
      });
    } catch (error) {
      await this.failed(mail, error);
    }
  }

  /** Tells whoever waits for a mail that it is out, in a job of its own: it is never sent again because somebody could not be told. */
  @OnJob('email.sent')
  async tell(mail: SentMail): Promise<void> {
    await this.kinds.sent(mail);
  }

  /** Writes down the server's yes, and again while the claim holds: where the database is away just now, the mail would be sent a second time. */
  private async note(mail: Mail): Promise<void> {
    const at = this.clock.system();
    for (const end = performance.now() + this.lease / 2; ; await new Promise((resolve) => { setTimeout(resolve, NOTE_AGAIN); })) {
      try {
        return await this.write(mail, at);
      } catch (error) {
        if (performance.now() > end) throw error;
      }
    }
  }

  /** Where somebody waits for a mail, the note and the job that tells them are there together or not at all. */
  private async write(mail: Mail, at: Date): Promise<void> {
    const { kind, subject_id, account_id } = mail;
    if (!this.kinds.isAwaited(kind)) return this.writeDown(mail, at);
    await step('mail.note', () => this.db.inTransaction(async () => {
      await this.writeDown(mail, at);
      await this.jobs.add('email.sent', { kind, subject_id, account_id } satisfies SentMail);
    }));
  }

  private async writeDown({ id, kind }: Mail, at: Date): Promise<void> {
    if (this.forgets(kind)) await this.db.sql('mail.forget', 'delete from mail where id = $1', [id]);
    else await this.db.sql('mail.submitted', 'update mail set submitted_at = $2, error = null where id = $1', [id, at]);
  }

  /** Keeps the claim from running out while a slow server takes its time. */
  private async holding(mail: Mail, work: () => Promise<void>): Promise<void> {
    const renewal = setInterval(() => void this.hold(mail).catch(() => undefined), this.lease / 3);
    try {
      await work();
    } finally {
      clearInterval(renewal);
    }
  }

  /** Renews a claim. @returns whether it is still ours: each claim counts an attempt */
  private async hold(mail: Mail): Promise<boolean> {
    const held = await this.db.sql(
      'mail.hold',
      `update mail set due_at = greatest(due_at, clock_timestamp() + $3 * interval '1 millisecond')
       where id = $1 and attempts = $2 and submitted_at is null and skipped is null returning id`,
      [mail.id, mail.attempts, this.lease],
    );
    return held.length > 0;
  }

  /** A server that says no for good is believed; everything else is tried again, ever more slowly. Its words stay out of the log: they name people. */
  private async failed(mail: Mail, error: unknown): Promise<void> {
    const { name, code, command, responseCode, message } = error as { name?: string; code?: string; command?: string; responseCode?: number; message?: string };
    this.log.warn({ name, code, command, responseCode, mail: mail.id, kind: mail.kind, attempt: mail.attempts }, 'a mail was not submitted');
    if ((responseCode !== undefined && responseCode >= 500 && responseCode < 600) || mail.attempts >= MOST_ATTEMPTS) {
      return this.skip(mail, `refused: ${responseCode ?? 'gave up'}`);
    }
    const wait = Math.min(2 ** mail.attempts * 15_000, 6 * 60 * MINUTE);
    await this.db.sql(
      'mail.failed', 'update mail set due_at = $3, error = $4 where id = $1 and attempts = $2',
      [mail.id, mail.attempts, plusMs(this.clock.system(), wait), String(responseCode ?? message?.slice(0, 80))],
    );
  }

  private async skip({ id, kind, attempts }: Mail, reason: string): Promise<void> {
    if (this.forgets(kind)) await this.db.sql('mail.drop', 'delete from mail where id = $1 and attempts = $2', [id, attempts]);
    else await this.db.sql('mail.skip', 'update mail set skipped = $3 where id = $1 and attempts = $2', [id, attempts, reason]);
  }

  /** No row is kept of a letter to somebody who is forgotten: it goes with the note itself, and no crash can leave it behind. */
  private forgets(kind: string): boolean {
    return this.kinds.find(kind)?.forget === true;
  }
}
