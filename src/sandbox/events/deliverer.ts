import type pg from 'pg';

import { systemMillis } from '../clock.js';
import { readSetting, writeSetting } from '../store/settings.js';
import { send } from './send.js';

export type DeliveryMode = 'normal' | 'paused' | 'shuffled' | 'duplicated';
export const deliveryModes: readonly DeliveryMode[] = ['normal', 'paused', 'shuffled', 'duplicated'];

interface Delivery {
  id: number;
  tries: number;
  event: string;
  url: string;
  secret: string;
  body: unknown;
}

const SECOND = 1000;
/** How long it waits after each failed try; after the last the delivery has failed for good. */
export const RETRY_DELAYS_MS = [1, 5, 15, 60, 300, 1800, 7200, 21_600].map((seconds) => seconds * SECOND);
const AT_ONCE = 8;

/** Sends stored events to their endpoints until each has answered 2xx or its tries are used up. */
export class Deliverer {
  private mode: DeliveryMode = 'normal';
  private stopped = false;
  private running: Promise<void> | null = null;
  private again = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly ending = new AbortController();

  constructor(
    private readonly pool: pg.Pool,
    private readonly retryDelaysMs: readonly number[] = RETRY_DELAYS_MS,
  ) {}

  async start(): Promise<void> {
    this.mode = ((await readSetting(this.pool, 'delivery_mode')) as DeliveryMode | null) ?? 'normal';
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

  async setMode(mode: DeliveryMode): Promise<void> {
    this.mode = mode;
    await writeSetting(this.pool, 'delivery_mode', mode);
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

  private async rounds(): Promise<void> {
    while (this.again && !this.stopped && this.mode !== 'paused') {
      this.again = false;
      clearTimeout(this.timer);
      const due = await this.due();
      if (due.length === 0) continue;
      if (this.mode === 'shuffled') shuffle(due);
      await inParallel(due, AT_ONCE, (delivery) => this.deliver(delivery));
      this.again = true;
    }
    this.again = false;
    await this.sleepUntilNext();
  }

  private async due(): Promise<Delivery[]> {
    const text = `SELECT delivery.id, tries, event, object.data ->> 'url' AS url,
        hidden ->> 'secret' AS secret, event.data AS body
      FROM delivery JOIN event ON event.id = event JOIN object ON object.id = endpoint
      WHERE state = 'pending' AND due_ms <= $1 ORDER BY event.seq, delivery.id LIMIT 200`;
    return (await this.pool.query({ name: 'due-deliveries', text, values: [systemMillis()] })).rows;
  }

  private async deliver(delivery: Delivery): Promise<void> {
    const body = JSON.stringify(delivery.body, null, 2);
    const copies = this.mode === 'duplicated' ? 2 : 1;
    for (let copy = 0; copy < copies && !this.stopped; copy += 1) {
      const began = systemMillis();
      const reply = await send(delivery.url, delivery.secret, body, this.ending.signal);
      // Cut off by the end of the process: it will be sent again after the next start.
      if (this.stopped && reply.status === null) return;
      const sql = 'INSERT INTO attempt (delivery, at_ms, took_ms, status, error) VALUES ($1, $2, $3, $4, $5)';
      await this.pool.query(sql, [delivery.id, began, systemMillis() - began, reply.status, reply.error]);
      if (copy === 0) await this.settle(delivery, reply.status !== null && reply.status >= 200 && reply.status < 300);
    }
  }

  private async settle(delivery: Delivery, accepted: boolean): Promise<void> {
    const delay = this.retryDelaysMs[delivery.tries];
    const state = accepted ? 'delivered' : delay === undefined ? 'failed' : 'pending';
    const sql = 'UPDATE delivery SET state = $2, tries = tries + 1, due_ms = $3 WHERE id = $1';
    await this.pool.query(sql, [delivery.id, state, systemMillis() + (delay ?? 0)]);
  }

  private async sleepUntilNext(): Promise<void> {
    if (this.stopped || this.mode === 'paused') return;
    const { rows } = await this.pool.query("SELECT min(due_ms) AS next FROM delivery WHERE state = 'pending'");
    if (rows[0].next === null) return;
    const wait = Math.min(Math.max(rows[0].next - systemMillis(), 10), 60_000);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.kick(), wait);
    this.timer.unref();
  }
}

async function inParallel<T>(items: T[], width: number, task: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const workers = Array.from({ length: width }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  });
  await Promise.all(workers);
}

function shuffle<T>(items: T[]): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [items[last], items[other]] = [items[other]!, items[last]!];
  }
}

function report(error: Error): void {
  process.stderr.write(`The sandbox could not deliver events: ${error.stack ?? error.message}\n`);
}
