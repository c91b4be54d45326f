import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '../clock/clock.js';
import { Database, outsideTransaction } from '../database/transaction.js';
import { LOGGER } from '../log/logger.js';

/** One thing a fan did. `subject` is what it was done to: a post, a tier. */
export interface Deed {
  creatorId: string;
  accountId: string;
  kind: 'joined' | 'tried' | 'paid' | 'renewed' | 'changed' | 'canceled' | 'resumed' | 'paused' | 'unpaused' | 'ended';
  subject?: string;
}

export interface Read {
  creatorId: string;
  accountId: string;
  postId: string;
}

const FLUSH_MS = 2000;

/** The one append-only log of what fans did. */
@Injectable()
export class Signals implements OnApplicationShutdown {
  private reads = new Map<string, Read & { at: Date }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Writes one deed in the transaction at hand. */
  async record(deed: Deed): Promise<void> {
    await this.db.sql(
      'signals.record',
      'insert into signal (creator_id, account_id, kind, subject, at) values ($1, $2, $3, $4, $5)',
      [deed.creatorId, deed.accountId, deed.kind, deed.subject ?? null, this.clock.now()],
    );
  }

  /** Notes a read: one row per member, post and day, written in batches after the answer. A kill may lose two seconds. */
  read(read: Read): void {
    this.reads.set(`${read.accountId} ${read.postId}`, { ...read, at: this.clock.now() });
    this.timer ??= outsideTransaction(() => setTimeout(() => void this.flush(), FLUSH_MS).unref());
  }

  /** Writes the buffered reads. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = [...this.reads.values()];
    this.reads = new Map();
    if (batch.length === 0) return;
    try {
      await this.db.sql(
        'signals.flush',
        `insert into read_signal (creator_id, account_id, post_id, day, at)
         select c, a, p, (t at time zone 'UTC')::date, t
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) as r (c, a, p, t)
         on conflict do nothing`,
        [batch.map((r) => r.creatorId), batch.map((r) => r.accountId), batch.map((r) => r.postId), batch.map((r) => r.at)],
      );
    } catch (error) {
      this.log.warn({ err: error, reads: batch.length }, 'reads were not written');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flush();
  }
}
