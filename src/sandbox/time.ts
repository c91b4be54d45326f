import { runDue } from './billing/run-due.js';
import { send } from './events/send.js';
import type { Core } from './store/core.js';
import { writeSetting } from './store/settings.js';

const TICK_MS = 1000;
const TELLING_DELAYS_MS = [200, 500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** Lets the sandbox's time pass: by itself, and when somebody moves the clock forward. */
export class Time {
  private timer: NodeJS.Timeout | undefined;
  private telling: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly core: Core,
    private readonly listener: { url: string; secret: string } | null,
  ) {}

  start(): void {
    const tick = async () => {
      await this.core.exclusive(() => runDue(this.core, this.core.clock.now())).catch(report);
      if (!this.stopped) this.timer = setTimeout(tick, TICK_MS).unref();
    };
    this.timer = setTimeout(tick, TICK_MS).unref();
    this.tell();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    await this.core.exclusive(async () => {});
  }

  /**
   * Moves the clock forward to `seconds` and does everything due on the way, in order, before it returns.
   * Returns false, and does nothing, when that moment has passed.
   */
  async moveTo(seconds: number): Promise<boolean> {
    const { core } = this;
    const moved = await core.exclusive(async () => {
      if (seconds < core.clock.now()) return false;
      await runDue(core, seconds);
      core.clock.moveTo(Math.max(seconds, core.clock.now()));
      await writeSetting(core.pool, 'clock_offset_ms', String(core.clock.offsetMs()));
      return true;
    });
    if (moved) this.tell();
    return moved;
  }

  /** Tells the app how far ahead the clock is, until it answers 2xx or was told often enough. */
  private tell(tries = 0): void {
    const { listener } = this;
    if (!listener || this.stopped) return;
    clearTimeout(this.telling);
    const body = JSON.stringify({ offset_ms: this.core.clock.offsetMs() });
    void send(listener.url, listener.secret, body).then(({ status }) => {
      const delay = TELLING_DELAYS_MS[tries];
      if (this.stopped || (status !== null && status < 300) || delay === undefined) return;
      this.telling = setTimeout(() => this.tell(tries + 1), delay).unref();
    });
  }
}

function report(error: Error): void {
  process.stderr.write(`The sandbox could not do what was due: ${error.stack ?? error.message}\n`);
}
