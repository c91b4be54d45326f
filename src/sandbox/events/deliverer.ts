import type pg from 'pg';

import { systemMillis } from '../clock.js';
import { seededRandom, shuffle } from '../random.js';
import { readSetting, writeSetting } from '../store/settings.js';
import { draws, readMode, type DeliveryMode } from './delivery-mode.js';
import { drawLots, releaseHeld } from './draw-lots.js';
import { send } from './send.js';
import { notificationOf } from './thin-event.js';

interface Delivery {
  id: number;
  tries: number;
  url: string;
  secret: string;
  thin: boolean;
  body: Record<string, unknown>;
}

const SECOND = 1000;
/** How long it waits after each failed try; after the last the delivery has failed for good. */
export const RETRY_DELAYS_MS = [1, 5, 15, 60, 300, 1800, 7200, 21_600].map((seconds) => seconds * SECOND);
const AT_ONCE = 8;

/** Sends stored events to their endpoints until each has answered 2xx or its tries are used up. */
export class Deliverer {
  private mode: DeliveryMode = readMode();
  private random = seededRandom(this.mode.seed);
  private stopped = false;
  private running: Promise<void> | null = null;
  private again = false;
  private nextBatchMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly pool: pg.Pool,
    /** The sandbox clock's seconds. */
    private readonly now: () => number,
    private readonly retryDelaysMs: readonly number[] = RETRY_DELAYS_MS,
  ) {}

  async start(): Promise<void> {
    this.take(readStored(await readSetting(this.pool, 'delivery_mode')));
    this.kick();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  currentMode(): DeliveryMode {
    return this.mode;
  }

  /** Sends in another way from now on. What was held back is let go when the new mode holds nothing back. */
  async setMode(mode: DeliveryMode): Promise<void> {
    await writeSetting(this.pool, 'delivery_mode', JSON.stringify(mode));
    this.take(mode);
    if (!mode.paused && mode.delaySeconds === 0) await releaseHeld(this.pool);
    this.kick();
  }

  /** Looks for deliveries that are due, now or as soon as the round under way is over. */
  kick(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.rounds()
      .catch(report)
      .finally(() => {
        this.running = null;
        if (this.again) this.kick();
      });
  }

  private take(mode: DeliveryMode): void {
    this.mode = mode;
    this.random = seededRandom(mode.seed);
    this.nextBatchMs = systemMillis() + mode.batchMs;
  }

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped && !this.mode.paused && systemMillis() >= this.nextBatchMs) {
      this.again = false;
      clearTimeout(this.timer);
      if (draws(this.mode)) await drawLots(this.pool, this.mode, this.random);
      const due = await this.due();
      if (due.length === 0) continue;
      if (this.mode.order === 'shuffled') shuffle(due, this.random);
      await inParallel(due, this.mode.order === 'in_order' ? 1 : AT_ONCE, (delivery) => this.deliver(delivery));
      this.again = true;
    }
    this.again = false;
    if (this.mode.batchMs > 0 && systemMillis() >= this.nextBatchMs)
      this.nextBatchMs = systemMillis() + this.mode.batchMs;
    await this.sleepUntilNext();
  }

  private async due(): Promise<Delivery[]> {
    const text = `SELECT delivery.id, tries, coalesce(object.data ->> 'url', hidden ->> 'url') AS url,
        hidden ->> 'secret' AS secret, thin, event.data AS body
      FROM delivery JOIN event ON event.id = event JOIN object ON object.id = endpoint
      WHERE state = 'pending' AND due_ms <= $1 AND (held_until IS NULL OR held_until <= $2)
        AND (planned OR NOT $3)
      ORDER BY event.seq, delivery.id LIMIT 200`;
    const values = [systemMillis(), this.now(), draws(this.mode)];
    return (await this.pool.query({ name: 'due-deliveries', text, values })).rows;
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const body = delivery.thin
      ? JSON.stringify(notificationOf(delivery.body))
      : JSON.stringify(delivery.body, null, 2);
    const began = systemMillis();
    const reply = await send(delivery.url, delivery.secret, body, this.ending.signal);
    // Cut off by the end of the process: it will be sent again after the next start.
    if (this.stopped && reply.status === null) return;
    const sql = 'INSERT INTO attempt (delivery, at_ms, took_ms, status, error) VALUES ($1, $2, $3, $4, $5)';
    await this.pool.query(sql, [delivery.id, began, systemMillis() - began, reply.status, reply.error]);
    await this.settle(delivery, reply.status !== null && reply.status >= 200 && reply.status < 300);
  }

  private async settle(delivery: Delivery, accepted: boolean): Promise<void> {
    const delay = this.retryDelaysMs[delivery.tries];
    const state = accepted ? 'delivered' : delay === undefined ? 'failed' : 'pending';
    const sql = 'UPDATE delivery SET state = $2, tries = tries + 1, due_ms = $3 WHERE id = $1';
    await this.pool.query(sql, [delivery.id, state, systemMillis() + (delay ?? 0)]);
  }

  private async sleepUntilNext(): Promise<void> {
    if (this.stopped || this.mode.paused) return;
    const sql = `SELECT min(due_ms) AS next FROM delivery
      WHERE state = 'pending' AND (held_until IS NULL OR held_until <= $1)`;
    const { rows } = await this.pool.query(sql, [this.now()]);
    if (rows[0].next === null && this.mode.delaySeconds === 0) return;
    // What is held back comes due by the sandbox's clock, which ticks once a second.
    if (rows[0].next === null) rows[0].next = systemMillis() + SECOND;
    const next = Math.max(rows[0].next, this.nextBatchMs);
    const wait = Math.min(Math.max(next - systemMillis(), 10), 60_000);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.kick(), wait);
    this.timer.unref();
  }
}

/** A mode as it was remembered; older sandboxes remembered its name. */
function readStored(stored: string | null): DeliveryMode {
  return stored?.startsWith('{') ? (JSON.parse(stored) as DeliveryMode) : readMode({ mode: stored ?? 'normal' });
}

async function inParallel<T>(items: T[], width: number, task: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const workers = Array.from({ length: width }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  });
  await Promise.all(workers);
}

function report(error: Error): void {
  process.stderr.write(`The sandbox could not deliver events: ${error.stack ?? error.message}\n`);
}
