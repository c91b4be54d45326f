import { existsSync } from 'node:fs';
import { live } from './life.js';
import { fault, QUICK, skipped } from './table.js';

const LASTS = QUICK ? 8_000 : 20_000;
const CALM = 240_000;
const DAYS_31 = 31 * 86_400;
const LIBRARY = ['x86_64', 'aarch64'].map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`).find((file) => existsSync(file));
const WRONG = 'the clocks of half of our processes are ten minutes wrong, both ways';

/** A process whose own clock is off, e.g. by `+10m`. */
const off = (by: string) => ({ LD_PRELOAD: LIBRARY!, FAKETIME: by, FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' });

describe('clocks', () => {
  if (LIBRARY) {
    fault('F15', WRONG, { lasts: 240_000, calm: CALM, house: { webs: 2, workers: 2 } }, async (house) => {
      const [fast, right] = house.webs;
      const [slow, alsoFast] = house.workers;
      for (const [one, by] of [[fast!, '+10m'], [slow!, '-10m'], [alsoFast!, '+10m']] as const) {
        await one.kill('SIGTERM');
        Object.assign(one.env, off(by));
        await one.start();
      }
      await live(house, LASTS);
      const { rows } = await house.db.query<{ reason: string; times: number }>('select reason, times from webhook_refusal');
      for (const one of house.processes.filter((each) => each !== right)) {
        await one.kill('SIGTERM');
        delete one.env.LD_PRELOAD;
        await one.start();
      }
      // What a fast clock dated is due when ours gets there, at most ten minutes later.
      await house.hurry();
      return `${rows.map((row) => `${row.times} events were refused (${row.reason})`).join(', ')}; they came again. What the fast clock had dated was not waited for`;
    });
  } else {
    skipped('F15', WRONG, 'there is no libfaketime here (Debian: faketime)');
  }

  const CALENDAR: [string, string][] = [
    ['people join on the 31st', '2027-01-31T10:00:00Z'], ['people join on 29 February', '2028-02-29T10:00:00Z'],
    ['people join the night before the clocks change', '2027-03-27T23:30:00Z'], ['people join as the year ends', '2026-12-31T23:30:00Z'],
  ];
  for (const [what, begins] of CALENDAR) {
    fault('F15', `${what}, and four months pass`, { lasts: 400_000, calm: CALM, house: { begins } }, async (house) => {
      await live(house, 8_000);
      // His card fails for good: that he is out in the end is right.
      house.wishes.splice(house.wishes.findIndex((wish) => wish.name === 'ben'), 1);
      for (let month = 2; month <= 4; month++) {
        await house.settle(CALM);
        const wrong = await house.violations();
        if (wrong.length > 0) throw new Error(`After ${month - 1} months: ${wrong.join('; ')}`);
        await house.control('POST', '/clock', { advanceSeconds: DAYS_31 });
      }
    });
  }
});
