import { DEEDS } from './deeds/index.js';
import { type House, pause } from './house.js';
import type { AppProcess } from './process.js';
import { type Crossing, CROSSINGS, filesOf, stepsOf } from './steps.js';
import { QUICK } from './table.js';

/** How many processes are killed side by side, each at a moment of its own. */
export const SIDE_BY_SIDE = 4;
const PATIENCE_MS = 120_000;

/** Steps at which nothing dies here, and why. */
export const ELSEWHERE: [RegExp, string][] = [
  [/^(snapshot|sync)\.witness$|^customers\.retire/, 'only where Stripe denies a customer or has deleted one'],
  [/^cancellation\.end(Now)?$/, 'only for a subscription that sleeps, rests or is at a price that is not ours'],
  [/^catalog\.formerly$/, 'only for a price that is not ours'],
  [/^drift\.(note|projection)$|^memberships\.stale$/, 'only where something drifted or was taken back'],
  [/^standings\.forg|^customers\.everyone$/, 'of the command line'],
  [/^mail\.(forget|drop)$|^(withdrawal|payment|billing)Data\.|^erasure\./, 'of people who are forgotten, or become one with another account'],
  [/^(memberships\.(ofAccount|gifts|accountsOf|countByTier)|payments\.(ofAccount|own|openOf|byInvoice)|drift\.latest|missed\.last|cardPages\.of)$|^troubles\./, 'of pages: nothing is written'],
  [/^lateEnding\.refund$/, 'only where the bank pays in the second in which somebody leaves'],
  [/^catalog\.tax/, 'only where Stripe reckons tax'],
  [/^(memberships\.(follow|leave|end(Free|Gifts)?|grants)|signals\.flush|refunds\.byId)$/, 'of free memberships, and of reads'],
];

/** What the tour of a till comes by, and the story of a purchase: see `kill.fault.ts`. */
export const OF_THE_TOUR = /^(returns|guests|seats|checkout|cancellation|inbox\.(accept|refuse|dirty|mark)|operation|customers)/;
const TOLD: Crossing[] = ['sync', 'payments', 'mail'];

const isDone = (name: string) => Object.values(DEEDS).flat().some(({ web, worker }) => web?.test(name) || worker?.test(name));
const isElsewhere = (name: string) => ELSEWHERE.some(([elsewhere]) => elsewhere.test(name));

/** The names of the steps of these crossings at which something can die, from the source. */
export function stepsIn(...crossings: Crossing[]): string[] {
  return crossings.flatMap((crossing) => filesOf(crossing).flatMap(stepsOf)).filter((name) => !isElsewhere(name));
}

/** Of a crossing that a tour or a story is told of, the steps that no deed is done for. */
export function stepsTold(...crossings: Crossing[]): string[] {
  return stepsIn(...crossings).filter((name) => !isDone(name) && (TOLD.some((one) => crossings.includes(one)) || OF_THE_TOUR.test(name)));
}

/** Steps of the crossings that no story comes by. */
export function stepsUntold(): string[] {
  const told = [...stepsTold('ingress', 'checkout'), ...TOLD.flatMap((one) => stepsTold(one))];
  return (Object.keys(CROSSINGS) as Crossing[]).filter((one) => one !== 'reading').flatMap((one) => stepsIn(one)).filter((name) => !isDone(name) && !told.includes(name));
}

/** Before and after each of these. */
export function momentsOf(names: string[]): string[] {
  return (QUICK ? names.filter((_, n) => n % 8 === 0) : names).flatMap((name) => [`${name}:before`, `${name}:after`]);
}

/**
 * Kills a process at each moment while `deed` is done for it again and again; whatever moment never came is complained of.
 * @returns what was died at, for the table
 */
export async function killAtEach<M extends { moment: string }>(
  house: House, processes: AppProcess[], moments: M[], deed: (n: number, process: AppProcess, moment: M) => Promise<unknown>,
): Promise<string> {
  const unmet: M[] = [];
  let n = 0;
  for (let from = 0; from < moments.length; from += processes.length) {
    const batch = moments.slice(from, from + processes.length);
    await Promise.all(processes.map((one) => one.kill()));
    await Promise.all(batch.map(({ moment }, at) => processes[at]!.start(moment)));
    const end = performance.now() + PATIENCE_MS;
    const dead = async (process: AppProcess, ms: number) => {
      for (const until = performance.now() + ms; !process.dead && performance.now() < until;) await pause(100);
      return process.dead;
    };
    await Promise.all(batch.map(async (moment, at) => {
      const process = processes[at]!;
      while (!process.dead && performance.now() < end) {
        await Promise.race([deed(n++, process, moment).catch(() => undefined), dead(process, PATIENCE_MS)]);
        await dead(process, 1000);
      }
      if (!process.dead) unmet.push(moment);
    }));
  }
  await house.mind();
  await house.control('DELETE', '/faults');
  if (unmet.length > 0) house.complaints.push(`nobody came by ${unmet.map(({ moment }) => moment).join(', ')}`);
  return `${moments.length - unmet.length} of ${moments.length} moments: ${[...new Set(moments.map(({ moment }) => moment.split(':')[0]))].join(' ')}`;
}
