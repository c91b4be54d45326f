import fc from 'fast-check';
import type { Broken } from './compare.js';
import { type Command, type Ending, ENDINGS, historiesTo } from './history.js';
import { INSTALLS, play } from './play.js';
import { World } from './world.js';

/** What an exploration came to. */
export interface Explored {
  histories: number;
  deliveries: number;
  /** Every moment of a step at which an install died, as `name:before` or `name:after`. */
  deaths: string[];
  broken: Broken[];
  /** The smallest history that breaks something. */
  counterexample: Command[] | null;
}

interface Terms {
  /** At least so many histories, as many of each ending. */
  runs: number;
  /** How many times one install hears of each event. */
  copies: number;
  seed?: number | undefined;
  /** The property that a mutant is for: it is played until that one notices, first where histories close with this deed, and nothing is made smaller. */
  sought?: { property: string; after?: string } | undefined;
}

/**
 * Plays histories at the local Stripe before several installs, who hear of them in as many ways, and compares what they hold in the end.
 * Stops at the first that breaks anything, made as small as it gets.
 */
export async function explore({ runs, copies, seed, sought }: Terms): Promise<Explored> {
  const world = await World.open(INSTALLS);
  let played = 0;
  const found: Broken[] = [];
  const isFound = () => found.some(({ property }) => property === sought?.property);
  const closesSo = (ending: Ending) => ending.some((one) => 'do' in one && one.do === sought?.after);
  /** What is wrong with the exploration itself ends it: there is nothing to make smaller. */
  let trouble: Error | undefined;
  let counterexample: Command[] | null = null;
  try {
    for (const [n, ending] of ENDINGS.toSorted((a, b) => Number(closesSo(b)) - Number(closesSo(a))).entries()) {
      const result = await fc.check(fc.asyncProperty(historiesTo(ending), fc.integer(), async (history, dice) => {
        if (trouble) throw trouble;
        if (sought && isFound()) return;
        played++;
        const broken = await play(world, history, dice, copies).catch((error: Error) => { throw trouble = new Error(`The exploration itself broke: ${error.message}`, { cause: error }); });
        found.push(...broken);
        if (broken.length > 0 && !sought) throw Object.assign(new Error(broken.map(({ property, what }) => `${property}: ${what}`).join('\n')), { broken });
      }), { numRuns: Math.ceil(runs / ENDINGS.length), ...(seed !== undefined && { seed: seed + n }) });
      if (trouble) throw trouble;
      if (!result.failed) continue;
      found.splice(0, Infinity, ...(result.errorInstance as unknown as { broken: Broken[] }).broken);
      counterexample = result.counterexample![0];
      break;
    }
    return {
      histories: played, deliveries: world.replicas.reduce((sum, one) => sum + one.delivered, 0), deaths: world.replicas.flatMap(({ mortality }) => [...mortality?.deaths ?? []]), broken: found, counterexample,
    };
  } finally {
    await world.close();
  }
}
