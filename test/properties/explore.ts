import fc from 'fast-check';
import { type Command, ENDINGS, historiesTo, isBought, isOfCharges, perform, subscriptionsOf } from './history.js';
import { disputedOf, givenTo, type Holding, holdingOf, paidBy, refundsOf, standsAt, tiersDue, tiersHeld, type Told, toldOf } from './projection.js';
import type { Replica } from './replica.js';
import { type Fan, World } from './world.js';

/** What was found wrong, by the property's number. */
export interface Broken {
  property: string;
  what: string;
}

/** How the installs hear of what happens, and so what is asked of each. */
const INSTALLS = ['in order', 'shuffled', 'lossy', 'deaf', 'late'];
/** How wrong a clock of ours may be, in minutes; past five, no signature of Stripe's holds (docs: webhook signatures), and only the sweep hears. */
const SKEWS = [-10, -4, 4, 10];
const SIGNED_FOR = 5;
/** Minutes from one sweep to the next. */
const SWEPT = 15;
const YOUNG = 120;
const LISTED = 28 * 86_400;

/** What an exploration came to. */
export interface Explored {
  histories: number;
  deliveries: number;
  broken: Broken[];
  /** The smallest history that breaks something. */
  counterexample: Command[] | null;
}

/**
 * Plays histories at the local Stripe before five installs, who hear of them in five ways, and compares what they hold in the end. Stops
 * at the first that breaks anything, made as small as it gets.
 * @param runs at least so many, as many of each ending
 * @param copies how many times one install hears of each event
 */
export async function explore(runs: number, copies: number, seed?: number): Promise<Explored> {
  const world = await World.open(INSTALLS);
  let played = 0;
  const found: Broken[] = [];
  /** What is wrong with the exploration itself ends it: there is nothing to make smaller. */
  let trouble: Error | undefined;
  let counterexample: Command[] | null = null;
  try {
    for (const [n, ending] of ENDINGS.entries()) {
      const result = await fc.check(fc.asyncProperty(historiesTo(ending), fc.integer(), async (history, dice) => {
        if (trouble) throw trouble;
        played++;
        const broken = await play(world, history, dice, copies).catch((error: Error) => { throw trouble = error; });
        found.push(...broken);
        // What breaks several properties is asked of each: a mutant is played to the end.
        if (broken.length > 0 && !process.env.MUTANT) throw Object.assign(new Error(broken.map(({ property, what }) => `${property}: ${what}`).join('\n')), { broken });
      }), { numRuns: Math.ceil(runs / ENDINGS.length), ...(seed !== undefined && { seed: seed + n }) });
      if (trouble) throw trouble;
      if (!result.failed) continue;
      found.splice(0, Infinity, ...(result.errorInstance as unknown as { broken: Broken[] }).broken);
      counterexample = result.counterexample![0];
      break;
    }
    return { histories: played, deliveries: world.replicas.reduce((sum, one) => sum + one.delivered, 0), broken: found, counterexample };
  } finally {
    await world.close();
  }
}

/** One history, heard in five ways. */
async function play(world: World, history: Command[], dice: number, copies: number): Promise<Broken[]> {
  const broken: Broken[] = [];
  const random = dieOf(dice);
  const [inOrder, shuffled, lossy, deaf, late] = world.replicas as [Replica, Replica, Replica, Replica, Replica];
  const skew = SKEWS[Math.floor(random() * SKEWS.length)]!;
  late.skew(skew * 60_000);
  let isEarly = true;
  const isDeaf = Math.abs(skew) > SIGNED_FOR;
  const waited = history.reduce((sum, command) => sum + ('wait' in command ? command.wait : 0), 0);
  const fans = [await world.welcome(), await world.welcome()];
  const heard: string[] = [];
  const pool: string[] = [];
  let seq = (await world.eventsAfter(0)).at(-1)?.seq ?? 0;
  const listen = async () => {
    const fresh = await world.eventsAfter(seq);
    seq = fresh.at(-1)?.seq ?? seq;
    heard.push(...fresh.map(({ payload }) => payload));
    return fresh.map(({ payload }) => payload);
  };
  const tell = async (replica: Replica, payloads: string[]) => {
    for (const payload of payloads) {
      const status = await replica.deliver(payload);
      if (status !== (replica === late && isDeaf ? 400 : 200)) broken.push({ property: 'P15', what: `${replica.name}, ${skew} minutes off, answered ${status}` });
    }
  };
  // What taking back a second subscription sets off is news, too.
  const follow = async (first: string[]) => {
    const all: string[] = [];
    for (let fresh = first; fresh.length > 0; fresh = await listen()) {
      all.push(...fresh);
      await tell(inOrder, fresh);
      await inOrder.work({ acts: true });
    }
    return all;
  };
  try {
    for (const command of history) {
      const other = 'wait' in command ? null : fans[1 - command.fan]!;
      const before = other && JSON.stringify(await holdingOf(inOrder, other, 0));
      const elsewhere = 'wait' in command || isOfCharges(command) ? null : { fan: fans[command.fan]!, creatorId: world.shelves[1 - command.shelf]!.creatorId };
      const beside = elsewhere && await standsAt(inOrder, elsewhere.fan, elsewhere.creatorId);
      const disputing = 'do' in command && command.do === 'dispute' ? fans[command.fan]! : null;
      const disputed = disputing && await disputedOf(world, disputing);
      await perform(world, fans, command);
      const first = await listen();
      // Whoever comes late comes first for a while: what it makes of twins is what the one that acts makes of them. Once it has missed
      // something it is late to the end: of two that began in one second only who was there knows which came first.
      isEarly &&= random() < 0.7;
      if (isEarly || ('do' in command && command.do === 'buy twice')) {
        await tell(late, first);
        await late.work();
      }
      const fresh = await follow(first);
      broken.push(...await doors(world, fans, [inOrder]));
      if (disputed) broken.push(...await chargedOn(world, without(await disputedOf(world, disputing), disputed)));
      if (other && JSON.stringify(await holdingOf(inOrder, other, 0)) !== before) broken.push({ property: 'P6', what: `${JSON.stringify(command)} changed somebody else` });
      if (elsewhere && await standsAt(inOrder, elsewhere.fan, elsewhere.creatorId) !== beside) broken.push({ property: 'P6', what: `${JSON.stringify(command)} changed what is held of another creator` });
      if (isBought(command) && !(await subscriptionsOf(world.stripe, fans[command.fan]!, world.shelves[command.shelf]!)).some(runs)) broken.push({ property: 'P6', what: `${JSON.stringify(command)} was taken back, and nothing else runs there` });
      pool.push(...fresh.flatMap((payload) => Array.from({ length: 1 + Math.floor(random() * 3) }, () => payload)));
      shuffle(pool, random);
      await tell(shuffled, pool.splice(0, Math.floor(random() * (pool.length + 1))));
      // Of one deed come many events: only where all are lost does nobody look.
      const lost = random() < 0.4 ? 1 : 0.4;
      await tell(lossy, fresh.filter(() => random() >= lost));
      if (random() < 0.5) await shuffled.work();
      if (random() < 0.5) await lossy.work();
      if (random() < 0.5) await deaf.walk();
    }
    // A sweep leaves out what is younger than a minute.
    const now = await world.advance(YOUNG);
    pool.push(...await follow(await listen()));
    shuffle(pool, random);
    await tell(shuffled, pool);
    await shuffled.work();
    await lossy.sweep();
    // Stripe lists no event of more than a month ago: what was lost then only a walk finds.
    if (waited > LISTED) await lossy.walk();
    await deaf.walk();
    const storm = heard.toReversed().flatMap((payload) => Array.from({ length: copies }, () => payload));
    if (random() < 0.5) shuffle(storm, random);
    const stormy = isDeaf ? shuffled : late;
    await tell(stormy, storm);
    await stormy.work();
    if (isDeaf) {
      await tell(late, storm.slice(0, heard.length));
      // The sweep after next sees what was too young for one whose clock is behind.
      late.skew((skew + SWEPT) * 60_000);
      await late.sweep();
      if (waited > LISTED) await late.walk();
    }
    for (const fan of fans) broken.push(...await compare(world, fan, now));
    broken.push(...await inboxes(world, heard, [deaf, ...(waited > LISTED ? [lossy] : []), ...(waited > LISTED && isDeaf ? [late] : [])]));
  } finally {
    for (const fan of fans) await world.dismiss(fan);
    await world.retries('cancel');
    late.skew(0);
    for (const replica of world.replicas) await forget(replica, fans);
  }
  return broken;
}

/** What each way of hearing is asked for. */
const ASKED: Record<string, string[]> = { shuffled: ['P1'], lossy: ['P2'], deaf: ['P3'], late: ['P7', 'P15'] };

async function compare(world: World, fan: Fan, now: number): Promise<Broken[]> {
  const broken: Broken[] = [];
  const inOrder = world.replicas[0]!;
  const first = await holdingOf(inOrder, fan, now);
  for (const replica of world.replicas.slice(1)) {
    const other = await holdingOf(replica, fan, now);
    for (const key of Object.keys(first) as (keyof Holding)[]) {
      const [a, b] = [JSON.stringify(first[key]), JSON.stringify(other[key])];
      if (a !== b) for (const property of key === 'paid' ? ['P9'] : ASKED[replica.name]!) broken.push({ property, what: `${replica.name}: ${key} ${b}, in order ${a}` });
    }
  }
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
    const { rows } = await db.query<{ id: string; status: string }>('select refund_id as id, r.status from refund r join payment_charge c using (stripe_account, charge_id) where c.customer_id = $1', [fan.customer]);
    const wrong = rows.filter(({ id, status }) => refunds.get(id) !== status);
    if (wrong.length > 0) for (const property of ASKED[name] ?? ['P1']) broken.push({ property, what: `${name}: refunds ${JSON.stringify(wrong)}, which Stripe says are ${wrong.map(({ id }) => refunds.get(id)).join()}` });
  }
  for (const shelf of world.shelves) {
    const said = await subscriptionsOf(world.stripe, fan, shelf);
    const live = said.filter(runs);
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
async function doors(world: World, fans: Fan[], replicas: Replica[]): Promise<Broken[]> {
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

/** What a bank disputes opens nothing, so whoever would be charged for it again would pay and be out. */
async function chargedOn({ stripe }: World, disputed: string[]): Promise<Broken[]> {
  const all = await Promise.all(disputed.map((id) => stripe.subscriptions.retrieve(id)));
  return all.filter((one) => runs(one) && !one.cancel_at_period_end).map(({ id }) => ({ property: 'P5', what: `${id} is disputed and will be charged for again` }));
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

function without(all: ReadonlySet<string>, some: ReadonlySet<string>): string[] {
  return [...all].filter((one) => !some.has(one));
}

function runs({ status }: { status: string }): boolean {
  return ['active', 'trialing', 'past_due'].includes(status);
}

/** Every event that was answered is there once, and none is left lying. */
async function inboxes(world: World, heard: string[], partly: Replica[]): Promise<Broken[]> {
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

/** Whoever is dismissed is of no interest to the next history. */
async function forget({ db }: Replica, fans: Fan[]): Promise<void> {
  await db.query('update stripe_customer set gone_at = now(), synced_seq = dirty_seq where customer_id = any($1)', [fans.map(({ customer }) => customer)]);
  await db.query("update subscription set status = 'canceled', opens_until = null where customer_id = any($1)", [fans.map(({ customer }) => customer)]);
  await db.query("delete from access_grant where account_id = any($1) and source like 'subscription %'", [fans.map(({ accountId }) => accountId)]);
}

function shuffle(list: unknown[], random: () => number): void {
  for (let n = list.length - 1; n > 0; n--) {
    const m = Math.floor(random() * (n + 1));
    [list[n], list[m]] = [list[m], list[n]];
  }
}

/** A die that falls the same way for the same number, so that a history can be shrunk. */
function dieOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
