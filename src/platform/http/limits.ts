import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { Database } from '../database/transaction.js';
import { TooMany } from './errors.js';

/** Counts in PostgreSQL, so that every process sees the same numbers. */
@Injectable()
export class Limits {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /**
   * Takes one from a budget.
   * @param key what is limited and for whom, e.g. `sign-in ip 203.0.113.7`
   * @param most how many a window allows
   * @param seconds the window's length
   * @throws TooMany when the budget is spent, with the seconds until the window ends
   */
  async take(key: string, most: number, seconds: number): Promise<void> {
    const now = this.clock.system();
    const window = Math.floor(now.getTime() / 1000 / seconds);
    const [row] = await this.db.sql<{ used: number }>(
      'limits.take',
      `insert into limit_use (key, "window", used, ends_at) values ($1, $2, 1, to_timestamp($3))
       on conflict (key, "window") do update set used = limit_use.used + 1 returning used`,
      [key.slice(0, 200), window, (window + 1) * seconds],
    );
    if (row!.used > most) throw new TooMany(Math.ceil((window + 1) * seconds - now.getTime() / 1000));
  }

  /** Forgets windows that have ended. */
  async sweep(): Promise<void> {
    await this.db.sql('limits.sweep', 'delete from limit_use where ends_at < $1', [this.clock.system()]);
  }
}
