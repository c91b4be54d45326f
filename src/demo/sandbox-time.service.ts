import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, SandboxClock } from '../platform/index.js';

const LOOK_AGAIN_MS = 40;
const LOOKS = 250;

/** The sandbox's clock, which the demo world's past is lived through on. */
@Injectable()
export class SandboxTime {
  constructor(private readonly config: Config, private readonly sandboxClock: SandboxClock, private readonly db: Database, private readonly clock: Clock) {}

  /** Takes business time from the sandbox, which may not have told us yet. */
  async read(): Promise<void> {
    await this.tell(await fetch(this.address()));
  }

  /** Moves to a moment, with all that the sandbox does on the way: renewals, failures, ends. Stays where that moment is past. */
  async moveTo(at: Date): Promise<void> {
    const to = Math.floor(at.getTime() / 1000);
    const answer = await fetch(this.address(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to }) });
    if (answer.status !== 409) await this.tell(answer);
  }

  /** Waits, not forever, until what Stripe told us has been understood and all that follows from it is done. */
  async settle(): Promise<void> {
    let calm = 0;
    for (let look = 0; look < LOOKS && calm < 2; look++) {
      await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN_MS); });
      const [row] = await this.db.sql<{ busy: boolean }>(
        'demo.busy',
        `select exists (select 1 from stripe_customer where dirty_seq > synced_seq)
           or exists (select 1 from graphile_worker.jobs where attempts < max_attempts and run_at <= $1) as busy`,
        [this.clock.system()],
      );
      calm = row!.busy ? 0 : calm + 1;
    }
  }

  private address(): string {
    return `${this.config.stripe!.sandboxUrl}/_sandbox/clock`;
  }

  private async tell(answer: Response): Promise<void> {
    if (!answer.ok) throw new Error(`The sandbox's clock answered ${answer.status}`);
    await this.sandboxClock.move((await answer.json() as { offsetMs: number }).offsetMs);
  }
}
