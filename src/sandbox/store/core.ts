import type pg from 'pg';

import { StripeError } from '../api/stripe-error.js';
import { Clock } from '../clock.js';
import { keepSetting, writeSetting } from './settings.js';
import { Work, type Cause } from './work.js';

/** The sandbox's state: its database, its clock, and the one queue every change goes through. */
export class Core {
  /** Called after each commit that left something to deliver. */
  onDeliverable: () => void = () => {};
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly pool: pg.Pool,
    readonly clock: Clock,
    public publicUrl: string,
  ) {}

  /** @param beginsAt how far from the machine's a new sandbox's clock begins, in milliseconds */
  static async open(pool: pg.Pool, beginsAt = 0): Promise<Core> {
    return new Core(pool, new Clock(Number(await keepSetting(pool, 'clock_offset_ms', String(beginsAt)))), '');
  }

  /** Moves the clock forward to `seconds`, if that is ahead, and remembers it. */
  async moveClock(seconds: number): Promise<void> {
    if (seconds <= this.clock.now()) return;
    this.clock.moveTo(seconds);
    await writeSetting(this.pool, 'clock_offset_ms', String(this.clock.offsetMs()));
  }

  /** A unit of work that only reads. */
  reader(): Work {
    return new Work(this.pool, this.clock.now(), null, this.publicUrl);
  }

  /**
   * Runs `change` in one transaction and commits it, its events included. Changes run one after the other: the
   * sandbox is one process, and so nothing in it has to think about two at once.
   * An error rolls back, unless it is a StripeError with `keep`.
   */
  write<T>(cause: Cause | null, change: (work: Work) => Promise<T>): Promise<T> {
    return this.exclusive(() => this.transaction(cause, this.clock.now(), change));
  }

  /** Waits for its turn and keeps others waiting until `task` is done. */
  exclusive<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.queue.then(task);
    this.queue = turn.catch(() => {});
    return turn;
  }

  /** One transaction at a given moment of the sandbox's clock; the caller holds the turn. */
  async transaction<T>(cause: Cause | null, now: number, change: (work: Work) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const work = new Work(client, now, cause, this.publicUrl);
      const outcome = await settle(() => change(work));
      if (!outcome.ok && !(outcome.error instanceof StripeError && outcome.error.keep)) {
        await client.query('ROLLBACK');
        throw outcome.error;
      }
      const deliverable = await work.flush();
      await client.query('COMMIT');
      if (deliverable) this.onDeliverable();
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    } catch (error) {
      if (!(error instanceof StripeError)) broken = error as Error;
      throw error;
    } finally {
      // A connection in an unknown state is closed, which rolls back whatever it held.
      client.release(broken);
    }
  }
}

type Outcome<T> = { ok: true; value: T } | { ok: false; error: unknown };

async function settle<T>(task: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await task() };
  } catch (error) {
    return { ok: false, error };
  }
}
