import { runDue } from './billing/run-due.js';
import { send } from './events/send.js';
import type { Core } from './store/core.js';

const TICK_MS = 1000;
const TELLING_DELAYS_MS = [200, 500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/** Lets the sandbox's time pass: by itself, and when somebody moves the clock forward. */
export class Time {
  private timer: NodeJS.Timeout | undefined;
  private telling: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly runs = new Set<Promise<void>>();

  constructor(
    private readonly core: Core,
    private readonly listener: { url: string; secret: string } | null,
  ) {}

  start(): void {
    const tick = async () => {
      await this.run(this.core.clock.now()).catch(report);
      if (!this.stopped) this.timer = setTimeout(tick, TICK_MS).unref();
    };
    this.timer = setTimeout(tick, TICK_MS).unref();
    this.tell();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.telling);
    await Promise.allSettled(this.runs);
  }

  /**
   * Moves the clock forward to `seconds` and does everything due on the way, in order, before it returns.
   * Returns false, and does nothing, when that moment has passed.
   */
  async moveTo(seconds: number): Promise<boolean> {
    const { core } = this;
    if (seconds < core.clock.now()) return false;
    await this.run(seconds);
    await core.exclusive(() => core.moveClock(seconds));
    core.onDeliverable();
    this.tell();
    return true;
  }

  private async run(until: number): Promise<void> {
    const run = runDue(this.core, until);
    this.runs.add(run);
    await run.finally(() => this.runs.delete(run));
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
