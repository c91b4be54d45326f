import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Config } from '../config/config.js';
import { Notices } from '../database/notices.js';
import { Database } from '../database/transaction.js';
import { LOGGER } from '../log/logger.js';
import { Clock } from './clock.js';

/** Keeps every process's business time at the sandbox's, by one row and a notice. Without a sandbox it does nothing. */
@Injectable()
export class SandboxClock {
  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly clock: Clock,
    notices: Notices,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    if (!config.stripe?.sandboxUrl) return;
    notices.on('sandbox_clock', (payload) => clock.setOffset(Number(payload)));
    notices.onGap(() => void this.read());
  }

  /**
   * Stores and announces a new offset.
   * @param offsetMs how far business time is ahead of system time
   */
  async move(offsetMs: number): Promise<void> {
    if (!this.config.stripe?.sandboxUrl) throw new Error('There is no sandbox clock here');
    this.clock.setOffset(offsetMs);
    await this.db.sql(
      'clock.move',
      `with moved as (insert into sandbox_clock (id, offset_ms) values (1, $1)
        on conflict (id) do update set offset_ms = excluded.offset_ms returning offset_ms)
       select pg_notify('sandbox_clock', offset_ms::text) from moved`,
      [offsetMs],
    );
  }

  private async read(): Promise<void> {
    try {
      const [row] = await this.db.sql<{ offset_ms: string }>('clock.read', 'select offset_ms from sandbox_clock where id = 1');
      if (row) this.clock.setOffset(Number(row.offset_ms));
    } catch (error) {
      this.log.warn({ err: error }, 'the sandbox clock could not be read');
    }
  }
}
