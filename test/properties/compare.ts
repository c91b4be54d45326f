import { customersOf, type Fan } from './fan.js';
import { subscriptionsOf } from './history.js';
import { disputedOf, givenTo, type Holding, holdingOf, mailsTo, paidBy, refundsOf, tiersDue, tiersHeld, type Told, toldOf } from './projection.js';
import type { Replica } from './replica.js';
import type { World } from './world.js';

/** What was found wrong, by the property's number. */
export interface Broken {
  property: string;
  what: string;
}

/** What each way of hearing is asked for. */
const ASKED: Record<string, string[]> = { shuffled: ['P1'], lossy: ['P2'], deaf: ['P3'], late: ['P7', 'P15'], mortal: ['P11'] };

/** In the end: what every install holds of somebody, and has told, against the first of them and against Stripe. @param now business time, in seconds since 1970 */
export async function compare(world: World, fan: Fan, now: number): Promise<Broken[]> {
  const broken: Broken[] = [];
  const [inOrder, mortal] = [world.replicas[0]!, world.replicas.at(-1)!];
  const first = await holdingOf(inOrder, fan, now);
  for (const replica of world.replicas.slice(1)) {
    const other = await holdingOf(replica, fan, now);
    for (const key of Object.keys(first) as (keyof Holding)[]) {
      const [a, b] = [JSON.stringify(first[key]), JSON.stringify(other[key])];
      if (a !== b) for (const property of key === 'paid' ? ['P9'] : ASKED[replica.name]!) broken.push({ property, what: `${replica.name}: ${key} ${b}, in order ${a}` });
    }
  }
  const [owed, owes] = await Promise.all([inOrder, mortal].map((replica) => mailsTo(replica, fan)));
  if (owed !== owes) broken.push({ property: 'P11', what: `mortal: owes ${owes}, in order ${owed}` });
  const paid = await paidBy(world, fan);
  if (JSON.stringify(first.paid) !== JSON.stringify(paid)) broken.push({ property: 'P9', what: `paid ${paid.join()}, told of ${first.paid.join()}` });
  broken.push(...await doors(world, [fan], world.replicas));
  for (const cause of await givenTo(world, fan)) {
    for (const { name, db } of world.replicas) {
      if ((await db.query("select 1 from effect where name = 'refunded' and cause = $1", [cause])).rowCount !== 1) broken.push({ property: 'P9', what: `${name}: given back ${cause}, and nobody was told` });
    }
  }
  // Whoever looks seldom has not heard of all of them.
  const refunds = await refundsOf(world, fan);
  for (const { name, db } of world.replicas) {
    const { rows } = await db.query<{ id: string; status: string }>('select refund_id as id, r.status from refund r join payment_charge c using (stripe_account, charge_id) where c.customer_id = any($1)', [customersOf(fan)]);
    const wrong = rows.filter(({ id, status }) => refunds.get(id) !== status);
    if (wrong.length > 0) for (const property of ASKED[name] ?? ['P1']) broken.push({ property, what: `${name}: refunds ${JSON.stringify(wrong)}, which Stripe says are ${wrong.map(({ id }) => refunds.get(id)).join()}` });
  }
  for (const shelf of world.shelves) {
    const said = await subscriptionsOf(world.stripe, fan, shelf);
    const live = said.filter(running);
    for (const replica of world.replicas) broken.push(...told(replica.name, await toldOf(replica, fan), await toldOf(inOrder, fan), said.filter((one) => one.ended_at !== null).map(({ id }) => id)));
    if (live.length > 1) broken.push({ property: 'P13', what: `${live.length} subscriptions run` });
  }
  await inOrder.rebuild(fan);
  const rebuilt = await holdingOf(inOrder, fan, now);
  for (const key of ['subscriptions', 'grants', 'standing', 'payments'] as const) {
    if (JSON.stringify(rebuilt[key]) !== JSON.stringify(first[key])) broken.push({ property: 'P3', what: `rebuilt: ${key} ${JSON.stringify(rebuilt[key])}, before ${JSON.stringify(first[key])}` });
  }
  return broken;
}

/** At this moment: whoever is in a tier belongs into that one, and the other way round. */
export async function doors(world: World, fans: Fan[], replicas: Replica[]): Promise<Broken[]> {
  const broken: Broken[] = [];
  const now = await world.advance(0);
  for (const fan of fans) {
    const disputed = await disputedOf(world, fan);
    for (const shelf of world.shelves) {
      const said = await subscriptionsOf(world.stripe, fan, shelf);
      const due = tiersDue(shelf, said, disputed, now);
      for (const replica of replicas) {
        const held = await tiersHeld(replica, fan, shelf.creatorId, now);
        const what = `${replica.name}: ${said.map((one) => one.status).join()} and the fan is in ${[...held].join() || 'nothing'}, not ${[...due].join() || 'nothing'}`;
        if (without(held, due).length > 0) broken.push({ property: 'P4', what });
        if (without(due, held).length > 0) broken.push({ property: 'P5', what });
      }
    }
  }
  return broken;
}

/** Whoever looks seldom is told less of what came and went, but never of an end without its beginning, nor of a beginning without its end. */
function told(name: string, { started, ended }: Told, inOrder: Told, over: string[]): Broken[] {
  const wrong = [
    ...started.filter((id) => !inOrder.started.includes(id)).map((id) => `${id} began for nobody else`),
    ...ended.filter((id) => !started.includes(id)).map((id) => `${id} ended and never began`),
    ...over.filter((id) => started.includes(id) && !ended.includes(id)).map((id) => `${id} is over and nobody was told`),
  ];
  return wrong.map((what) => ({ property: 'P9', what: `${name}: ${what}` }));
}

/** What is in the one and not in the other. */
export function without(all: ReadonlySet<string>, some: ReadonlySet<string>): string[] {
  return [...all].filter((one) => !some.has(one));
}

/** Whether it is charged for, or will be. */
export function running({ status }: { status: string }): boolean {
  return ['active', 'trialing', 'past_due'].includes(status);
}

/** Every event that was answered is there once, and none is left lying. */
export async function inboxes(world: World, heard: string[], partly: Replica[]): Promise<Broken[]> {
  const broken: Broken[] = [];
  const ids = heard.map((payload) => (JSON.parse(payload) as { id: string }).id);
  for (const replica of world.replicas) {
    const whole = !partly.includes(replica);
    const { rows: [row] } = await replica.db.query<{ here: number; done: number }>("select count(*)::int as here, (count(*) filter (where state in ('done', 'ignored')))::int as done from inbox_event where event_id = any($1)", [ids]);
    const what = `${replica.name}: of ${ids.length} events ${row!.here} are there and ${row!.done} done`;
    if (whole && row!.here !== ids.length) broken.push({ property: replica.name === 'lossy' ? 'P2' : 'P10', what });
    if (row!.done !== row!.here) broken.push({ property: 'P10', what });
    const twice = replica.toldTwice();
    if (twice.length > 0) broken.push({ property: 'P9', what: `${replica.name}: told twice ${twice.join()}` });
  }
  return broken;
}
