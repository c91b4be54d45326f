import { SCHEDULE } from '../../src/schedule.js';
import type { Broken } from './compare.js';
import { shuffle } from './dice.js';
import type { Fan } from './fan.js';
import type { Replica } from './replica.js';

/** Everything that money has running by the clock, but for what changes something at Stripe. */
const TASKS = SCHEDULE.map(({ task }) => task).filter((task) => task.startsWith('billing.') && task !== 'billing.movePrices');

/**
 * Doors open and shut at the instants that were written down, and at no others, whatever runs by the clock, in whatever order: nobody's
 * access waits for a job, and none takes it.
 * @param now business time, in seconds since 1970
 */
export async function clockwork(replica: Replica, fans: Fan[], now: number, random: () => number): Promise<Broken[]> {
  const before = await instantsOf(replica, fans, now);
  const tasks = [...TASKS];
  shuffle(tasks, random);
  for (const task of tasks) await replica.run(task);
  const after = await instantsOf(replica, fans, now);
  return before === after ? [] : [{ property: 'P14', what: `${replica.name}: once ${tasks.join()} had run, doors open ${after}, before ${before}` }];
}

/** From when until when each paid tier is open to these people, as far as it is still to come. */
async function instantsOf({ db }: Replica, fans: Fan[], now: number): Promise<string> {
  const { rows } = await db.query(
    `select account_id, creator_id, tier_id, valid_from, valid_until from access_grant
     where account_id = any($1) and source like 'subscription %' and (valid_until is null or valid_until > to_timestamp($2)) order by 1, 2, 3, 4`,
    [fans.map(({ accountId }) => accountId), now],
  );
  return JSON.stringify(rows);
}
