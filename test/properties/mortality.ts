import { AsyncLocalStorage } from 'node:async_hooks';
import { watchSteps } from '../../src/platform/step.js';

/** One try of some work, from its beginning to its end or its death; what a dead one left running does nothing any more. */
interface Life {
  dead: boolean;
}

class Died extends Error {}

/** How likely somebody dies at a moment that was not come by before, in this history. */
const CHANCE = 0.3;

const lives = new AsyncLocalStorage<{ life: Life; mortality: Mortality }>();

/**
 * An install that dies at any step of its own (`step()` names each await on the database, Stripe and mail), and starts again: what a
 * transaction held is rolled back, nothing after the step is done, and whoever handed over the work hands it over once more.
 */
export class Mortality {
  /** Every moment ever died at, as `name:before` or `name:after`. */
  readonly deaths = new Set<string>();
  private met = new Set<string>();
  private random: (() => number) | undefined;

  constructor() {
    watchSteps((moment) => {
      const here = lives.getStore();
      here?.mortality.reach(moment, here.life);
    });
  }

  /** A new history: every moment may be died at once. */
  begin(random: () => number): void {
    this.met = new Set();
    this.random = random;
  }

  /** Nobody dies until the next history. */
  end(): void {
    this.random = undefined;
  }

  /** Does it again for as long as it dies of it. @throws whatever else goes wrong */
  async outlive<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      const life = { dead: false };
      try {
        const result = await lives.run({ life, mortality: this }, work);
        if (!life.dead) return result;
      } catch (error) {
        if (!life.dead) throw error;
      }
    }
  }

  private reach(moment: string, life: Life): void {
    if (life.dead) throw new Died(moment);
    if (!this.random || this.met.has(moment)) return;
    this.met.add(moment);
    if (this.random() >= CHANCE) return;
    life.dead = true;
    this.deaths.add(moment);
    throw new Died(moment);
  }
}
