import { runOut } from '../resources/discount.js';
import { expireSession } from '../resources/session.js';
import { deleteTestClock } from '../resources/test-clock.js';
import type { Core } from '../store/core.js';
import type { ObjectType } from '../store/wire.js';
import { Work } from '../store/work.js';
import { advanceInvoice } from './advance-invoice.js';
import { settleRefund } from './refunds.js';
import { renew } from './renew.js';
import { stepSchedule } from './run-schedule.js';

interface Due {
  id: string;
  type: ObjectType;
  due: number;
}

/** How often one thing can be due at one moment: a subscription may drop an update, resume and renew at once. */
const AT_ONCE = 8;

/**
 * Does everything that is due up to `until` (seconds), in the order of time, each thing at its own moment and in its
 * own transaction. The clock moves along, and other requests have their turn in between.
 */
export async function runDue(core: Core, until: number): Promise<void> {
  let last: Due | null = null;
  let times = 0;
  do {
    const next: Due | null = await core.exclusive(() => step(core, until, times < AT_ONCE ? null : last));
    times = next && next.id === last?.id && next.due === last.due ? times + 1 : 0;
    last = next;
  } while (last);
}

async function step(core: Core, until: number, stuck: Due | null): Promise<Due | null> {
  const text = 'SELECT id, type, due FROM object WHERE due <= $1 AND clock IS NULL ORDER BY due, seq LIMIT 1';
  const next = (await core.pool.query({ name: 'due', text, values: [until] })).rows[0] as Due | undefined;
  if (!next) return null;
  await core.moveClock(next.due);
  // What is due again and again at the same moment would be due for ever.
  if (next.id === stuck?.id && next.due === stuck.due) {
    await core.pool.query('UPDATE object SET due = NULL WHERE id = $1', [next.id]);
  } else {
    await core.transaction(null, next.due, (work) => handle(work, next));
  }
  return next;
}

/** Does everything that is due on a test clock up to `until` (seconds), in the order of time and as part of `work`. */
export async function runDueOf(work: Work, clock: string, until: number): Promise<void> {
  const sql = 'SELECT id, type, due FROM object WHERE clock = $1 AND due <= $2 ORDER BY due, seq LIMIT 1';
  const seen = new Map<string, number>();
  for (;;) {
    const next = (await work.db.query({ name: 'due-on-clock', text: sql, values: [clock, until] })).rows[0] as Due;
    if (!next) return;
    const times = seen.get(`${next.id} ${next.due}`) ?? 0;
    seen.set(`${next.id} ${next.due}`, times + 1);
    if (times > AT_ONCE) {
      await work.db.query('UPDATE object SET due = NULL WHERE id = $1', [next.id]);
      continue;
    }
    const then = new Work(work.db, next.due, null, work.publicUrl, clock);
    await handle(then, next);
    await then.flush();
  }
}

async function handle(work: Work, { id, type }: Due): Promise<void> {
  if (type === 'subscription') await renew(work, await work.load(type, id));
  if (type === 'invoice') await advanceInvoice(work, await work.load(type, id));
  if (type === 'refund') await settleRefund(work, await work.load(type, id));
  if (type === 'subscription_schedule') await stepSchedule(work, await work.load(type, id));
  if (type === 'discount') await runOut(work, await work.load(type, id));
  if (type === 'test_helpers.test_clock') await deleteTestClock(work, id);
  if (type === 'checkout.session') await expireSession(work, await work.load(type, id));
}
