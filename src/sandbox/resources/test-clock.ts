import type Stripe from 'stripe';

import { listObjects, paging } from '../api/list.js';
import { integer, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { runDueOf } from '../billing/run-due.js';
import { newId } from '../store/ids.js';
import type { Objects, Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { deleteCustomer } from './customer.js';

export type TestClock = Objects['test_helpers.test_clock'];

const TYPE = 'test_helpers.test_clock';
const PATH = '/v1/test_helpers/test_clocks';
const KEPT_FOR = 30 * 86_400;

const createShape = { frozen_time: required(integer), name: text };

/**
 * A clock of its own for the customers made with it, and for all that is theirs: it stands still until it is advanced.
 * From Stripe's types and texts only: no recorded call has one.
 */
async function create(work: Work, fields: Values<typeof createShape>): Promise<TestClock> {
  const clock: TestClock = {
    id: newId('clock'),
    object: TYPE,
    created: work.now,
    deletes_after: work.now + KEPT_FOR,
    frozen_time: fields.frozen_time,
    livemode: false,
    name: fields.name ?? null,
    status: 'ready',
    status_details: {},
  };
  return work.create(TYPE, clock, 'test_helpers.test_clock.created');
}

/** Does all that falls due on the way. The answer says that it goes on; the event, and a look later, that it is done. */
async function advance(work: Work, { frozen_time: target }: { frozen_time: number }, id: string): Promise<TestClock> {
  const before = await work.load(TYPE, id);
  if (target <= before.frozen_time) throw invalid('A test clock moves forward only.', 'frozen_time');
  const status_details = { advancing: { target_frozen_time: target } };
  const moving = await work.change(
    TYPE,
    before,
    { status: 'advancing', status_details },
    'test_helpers.test_clock.advancing',
  );
  await work.flush();
  await runDueOf(work, id, target);
  const changes = { status: 'ready' as const, status_details: {}, frozen_time: target };
  await work.change(TYPE, moving, changes, 'test_helpers.test_clock.ready');
  return moving;
}

/** Deletes a clock, and with it the customers that follow it. */
export async function deleteTestClock(work: Work, id: string): Promise<object> {
  const clock = await work.load(TYPE, id);
  const theirs = "SELECT id FROM object WHERE clock = $1 AND type = 'customer' AND NOT deleted ORDER BY seq";
  for (const { id: customer } of (await work.db.query(theirs, [id])).rows) await deleteCustomer(work, customer);
  const tombstone: Wire<Stripe.TestHelpers.DeletedTestClock> = { id, object: TYPE, deleted: true };
  await work.db.query('UPDATE object SET due = NULL WHERE clock = $1', [id]);
  return work.remove<typeof TYPE>(clock, tombstone, 'test_helpers.test_clock.deleted');
}

export const testClockRoutes = [
  route('POST', PATH, createShape, create),
  route('GET', PATH, paging, (work, page) => listObjects(work, TYPE, PATH, page)),
  route('GET', `${PATH}/:id`, {}, (work, _fields, id) => work.load(TYPE, id)),
  route('POST', `${PATH}/:id/advance`, { frozen_time: required(integer) }, advance),
  route('DELETE', `${PATH}/:id`, {}, (work, _fields, id) => deleteTestClock(work, id)),
];
