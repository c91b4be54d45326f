import fc from 'fast-check';
import { StripeClient } from '../../src/billing/index.js';
import { Handlers } from '../../src/platform/events/handlers.js';
import type { Replica } from './replica.js';
import type { World } from './world.js';

/** How something that was asked for gets on: it is asked for, a safeguard finishes it a minute later, or Stripe's webhooks come. */
type Way = 'press' | 'safeguard' | 'news';

interface Blow {
  way: Way;
  /** How many tabs press at once. */
  tabs: number;
  /** What goes wrong at Stripe meanwhile. */
  fault: object | null;
}

/** What happens to one thing that was asked for: first all that goes wrong, then, in any order, what must finish it. */
export interface Ordeal {
  blows: Blow[];
  last: Way[];
}

/** @param calls of Stripe's that go wrong, some before they did anything, others after: `POST /v1/refunds`; `*` is any verb, or any part of a path */
export function ordeals(...calls: string[]): fc.Arbitrary<Ordeal> {
  const fault = fc.record({
    kind: fc.constantFrom('drop_after', 'drop_before', 'truncate', 'status', 'status_after', 'status_after'), status: fc.constantFrom(500, 503, 429),
    call: fc.constantFrom(...calls), times: fc.constantFrom(1, 2, 2, 4),
  }).map(({ call, ...more }) => ({ ...more, method: call.split(' ')[0], path: call.split(' ')[1] }));
  const blow = (...ways: Way[]) => fc.record({ way: fc.constantFrom(...ways), tabs: fc.integer({ min: 1, max: 2 }), fault: fc.option(fault, { freq: 5 }) });
  return fc.record({
    blows: fc.tuple(blow('press'), fc.array(blow('press', 'press', 'safeguard', 'news'), { maxLength: 2 })).map(([first, more]) => [first, ...more]),
    last: fc.shuffledSubarray<Way>(['press', 'safeguard', 'news'], { minLength: 2 }).map((ways) => [...new Set<Way>([...ways, 'safeguard', 'news'])]),
  });
}

/** Lets an install try again at once where the SDK would wait half a second first: how long it waits is not what is asked here. */
export function hasten({ app }: Replica): void {
  Object.assign(app.get(StripeClient).api, { getInitialNetworkRetryDelay: () => 0.002 });
}

/**
 * Lives through all of it.
 * @param press asks for it; what that throws is the asking person's to read
 * @returns what was told to whoever listens, as often as it was
 */
export async function undergo(world: World, install: Replica, { blows, last }: Ordeal, press: () => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  let seq = (await world.eventsAfter(0)).at(-1)!.seq;
  const go = async (way: Way, tabs = 1) => {
    if (way === 'press') await Promise.all(Array.from({ length: tabs }, () => press().catch(() => null)));
    if (way === 'news') {
      for (const event of await world.eventsAfter(seq)) {
        seq = event.seq;
        await install.deliver(event.payload);
      }
    }
    told.push(...await tryJobs(install, way === 'safeguard'));
  };
  for (const { way, tabs, fault } of blows) {
    if (fault) await world.control('POST', '/faults', fault);
    await go(way, tabs);
    await world.control('DELETE', '/faults');
  }
  for (const way of last) await go(way);
  return told;
}

/**
 * Does what waits as the worker would: each once, and what fails waits on to be tried again. Mails are owed and not sent.
 * @param early also what is to be done only in a minute
 * @returns what was told meanwhile
 */
export async function tryJobs({ app, db }: Replica, early: boolean): Promise<string[]> {
  const handlers = app.get(Handlers).all();
  const told: string[] = [];
  const tried: string[] = [];
  for (;;) {
    const { rows: [job] } = await db.query<{ id: string; task: string; payload: never }>(
      `update graphile_worker._private_jobs j set locked_at = now(), locked_by = 'ordeal' from graphile_worker._private_tasks t
       where t.id = j.task_id and j.id = (select n.id from graphile_worker._private_jobs n join graphile_worker._private_tasks m on m.id = n.task_id
         where n.is_available and m.identifier <> 'email.deliver' and (n.run_at <= now() or $1) and n.id <> all($2::bigint[]) order by n.run_at, n.id limit 1)
       returning j.id, t.identifier as task, j.payload`, [early, tried],
    );
    if (!job) return told;
    tried.push(job.id);
    const done = await handlers.get(job.task)!(job.payload).then(() => true, () => false);
    if (done && /^[A-Z]\w+:/.test(job.task)) told.push(`${job.task} ${JSON.stringify(job.payload)}`);
    await db.query(done ? 'delete from graphile_worker._private_jobs where id = $1' : 'update graphile_worker._private_jobs set locked_at = null, locked_by = null where id = $1', [job.id]);
  }
}
