import type { Deed, Wish } from './deeds/deed.js';
import { DEEDS } from './deeds/index.js';
import { type House, pause } from './house.js';
import { killAtEach, momentsOf, SIDE_BY_SIDE, stepsIn } from './kills.js';
import { type Crossing, CROSSINGS } from './steps.js';
import { fault } from './table.js';

const LASTS = 30 * 60_000;
const CALM = 300_000;
/** Messages a worker has on their way at once: as many copies may come of one death. */
const IN_FLIGHT = 5;

type Side = 'web' | 'worker';

/** Every moment of what `side` comes by, and whose deed comes by it. */
function momentsAt(side: Side, deeds: Deed[]): { moment: string; deed: Deed }[] {
  const names = stepsIn(...Object.keys(CROSSINGS) as Crossing[]);
  return deeds.flatMap((deed) => {
    const own = deed[side];
    return own ? momentsOf(names.filter((name) => own.test(name) || deed.also?.[side]?.test(name))).map((moment) => ({ moment, deed })) : [];
  });
}

/** Does a deed for each who is to die: somebody new each time, who goes on until it is done, in whatever web there is. */
async function dieAt(house: House, side: Side, deeds: Deed[]): Promise<string> {
  const moments = momentsAt(side, deeds);
  const mortal = side === 'web' ? house.webs.slice(1) : house.workers;
  house.allowance.copies = side === 'worker' ? moments.length * IN_FLIGHT : 0;
  const ready = new Map<Deed, (n: number) => Promise<Wish>>();
  for (const deed of new Set(moments.map((one) => one.deed))) ready.set(deed, await deed.prepare(house));
  return killAtEach(house, mortal, moments, async (n, process, { deed }) => {
    const wish = await ready.get(deed)!(n);
    let done = false;
    const tries = async (url: string) => {
      done ||= await wish(url).catch(() => false);
      return done;
    };
    house.wishes.push({ name: `${deed.what} ${n}`, tries: () => tries(house.quietUrl) });
    while (!process.dead && !await tries(side === 'web' ? `http://127.0.0.1:${process.env.PORT}` : house.quietUrl)) await pause(150);
  });
}

describe('kill -9, while money changes', () => {
  for (const [what, deeds] of Object.entries(DEEDS)) {
    fault('F1', `a web dies at each step of ${what}`, { lasts: LASTS, calm: CALM, audited: true, house: { webs: 1 + SIDE_BY_SIDE } }, (house) => dieAt(house, 'web', deeds));
    fault('F2', `a worker dies at each step of ${what}`, { lasts: LASTS, calm: CALM, audited: true, house: { workers: SIDE_BY_SIDE } }, (house) => dieAt(house, 'worker', deeds));
  }
});
