import { explore, type Explored } from './explore.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const COPIES = Number(process.env.PROPERTY_COPIES ?? 36);
const SEED = process.env.PROPERTY_SEED ? Number(process.env.PROPERTY_SEED) : undefined;
const SOUGHT = process.env.MUTANT ? JSON.parse(process.env.MUTANT) as { property: string; after?: string } : undefined;

/** The properties of money that hold whatever happens at Stripe, and however we hear of it. */
const PROPERTIES: [string, string][] = [
  ['P1', 'any order, any copies, any pauses: the same is held in the end'],
  ['P2', 'whatever is lost is found by one sweep and one walk'],
  ['P3', 'from nothing at all, a walk or a rebuild comes to the same'],
  ['P4', 'nobody is in without a reason of Stripe’s'],
  ['P5', 'nobody who pays is out'],
  ['P6', 'nothing of one fan changes another'],
  ['P7', 'events of one second, heard backwards, come to the same'],
  ['P9', 'every effect happens once, and to each the same'],
  ['P10', 'every event is in the inbox once, and done'],
  ['P11', 'who dies at any step, and starts again, comes to the same'],
  ['P13', 'of two subscriptions to one creator one is taken back'],
  ['P14', 'doors open and shut as written, whatever runs by the clock'],
  ['P15', 'a clock that is minutes wrong changes nothing'],
];

describe('histories of money', () => {
  let explored: Explored;
  beforeAll(async () => {
    explored = await explore({ runs: RUNS, copies: COPIES, seed: SEED, sought: SOUGHT });
    console.info(`${explored.histories} histories, ${explored.deliveries} deliveries, ${explored.deaths.length} moments died at`);
  }, 3_600_000);

  it('are heard of often enough to say something', () => {
    if (SOUGHT) return;
    expect(explored.deliveries).toBeGreaterThanOrEqual(20_000);
    expect(explored.deaths.length).toBeGreaterThanOrEqual(30);
  });

  it.each(PROPERTIES)('%s %s', (property) => {
    const broken = explored.broken.filter((one) => one.property === property);
    if (broken.length > 0) console.error(JSON.stringify(explored.counterexample));
    expect(broken).toEqual([]);
  });
});
