import { appendFileSync } from 'node:fs';
import { audit, differences } from './audit.js';
import { House, type HouseOptions } from './house.js';
import { inhabit } from './life.js';

/** One run of one case, a line of what `npm run faults` prints. */
export interface Row {
  id: string;
  what: string;
  seed: number;
  violations: string[];
  /** From the end of the fault until all was calm. */
  ms: number | null;
  note: string;
}

export const QUICK = process.env.FAULTS_QUICK === '1';
const PREPARING_MS = 180_000;

interface Terms {
  seeds?: number[];
  /** Longest the fault itself may last, and longest until all is calm after it; ms. */
  lasts: number;
  calm: number;
  house?: HouseOptions | (() => Promise<HouseOptions>);
  /** Whether the product, too, compares its books with Stripe's afterwards, and has to find nothing: a case that loses events cannot ask for that. */
  audited?: boolean;
}

/**
 * One case of the table: an inhabited house, a fault while people live in it, and then the time until all is calm and what the
 * invariant checker finds.
 * @param work does the fault, and ends it; what it returns is noted in the table
 */
export function fault(id: string, what: string, { seeds = [1], lasts, calm, audited = false, house: options = {} }: Terms, work: (house: House, seed: number) => Promise<string | void>): void {
  it.each(QUICK ? seeds.slice(0, 1) : seeds)(`${id} ${what} (seed %s)`, async (seed) => {
    const row: Row = { id, what, seed, violations: [], ms: null, note: '' };
    const house = await House.open(typeof options === 'function' ? await options() : options);
    try {
      await inhabit(house);
      row.note = await within(lasts, work(house, seed)) ?? '';
      row.ms = await house.settle(calm);
      const audits = audited ? [await audit(house)] : [];
      row.violations = [...await house.violations(), ...audits.flatMap(differences)];
      const copies = house.sink.taken.length - new Set(house.sink.taken).size;
      if (copies > 0) row.note = [row.note, `${copies} mails arrived twice, under one Message-ID`].filter(Boolean).join('; ');
    } catch (error) {
      // What is still under way then would be called lost.
      row.violations = [(error as Error).message];
    } finally {
      if (row.violations.length > 0) tell(house);
      await house.close();
      record(row);
    }
    expect(row.violations).toEqual([]);
  }, PREPARING_MS + lasts + calm);
}

/** A case that cannot be run here, said aloud. */
export function skipped(id: string, what: string, why: string): void {
  it(`${id} ${what}: skipped, ${why}`, () => record({ id, what, seed: 0, violations: [], ms: null, note: `SKIPPED: ${why}` }));
}

function record(row: Row): void {
  process.stderr.write(`${row.id} ${row.what}, seed ${row.seed}: ${row.ms} ms, ${row.violations.length} violations. ${row.note}\n${row.violations.map((one) => `  ${one}\n`).join('')}`);
  if (process.env.FAULTS_TABLE) appendFileSync(process.env.FAULTS_TABLE, `${JSON.stringify(row)}\n`);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`The fault lasted longer than ${ms / 1000} s`)), ms); });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The last words of each process that are more than news. */
function tell(house: House): void {
  for (const one of house.processes) {
    const words = one.output.split('\n').filter((line) => !line.includes('"level":30')).slice(-6);
    process.stderr.write(`${one.name}:\n${words.map((line) => line.slice(0, 300)).join('\n')}\n`);
  }
}
