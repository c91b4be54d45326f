import { runOut } from '../resources/discount.js';
import { expireSession } from '../resources/session.js';
import type { Core } from '../store/core.js';
import type { ObjectType } from '../store/wire.js';
import type { Work } from '../store/work.js';
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
  const text = 'SELECT id, type, due FROM object WHERE due <= $1 ORDER BY due, seq LIMIT 1';
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

async function handle(work: Work, { id, type }: Due): Promise<void> {
  if (type === 'subscription') await renew(work, await work.load(type, id));
  if (type === 'invoice') await advanceInvoice(work, await work.load(type, id));
  if (type === 'refund') await settleRefund(work, await work.load(type, id));
  if (type === 'subscription_schedule') await stepSchedule(work, await work.load(type, id));
  if (type === 'discount') await runOut(work, await work.load(type, id));
  if (type === 'checkout.session') await expireSession(work, await work.load(type, id));
}
