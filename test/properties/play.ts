import { clockwork } from './clockwork.js';
import { type Broken, compare, doors, inboxes, running, without } from './compare.js';
import { dieOf, shuffle } from './dice.js';
import { customersOf, type Fan } from './fan.js';
import { type Command, isBought, isOfCharges, perform, subscriptionsOf } from './history.js';
import { disputedOf, holdingOf, standsAt } from './projection.js';
import type { Replica } from './replica.js';
import type { World } from './world.js';

/** How the installs hear of what happens, and so what is asked of each. */
export const INSTALLS = ['in order', 'shuffled', 'lossy', 'deaf', 'late', 'mortal'];
/** How wrong a clock of ours may be, in minutes; past five, no signature of Stripe's holds (docs: webhook signatures), and only the sweep hears. */
const SKEWS = [-10, -4, 4, 10];
const SIGNED_FOR = 5;
/** Minutes from one sweep to the next. */
const SWEPT = 15;
const YOUNG = 120;
const LISTED = 28 * 86_400;

/** One history, heard in six ways. @param dice what is left to chance follows from this number */
export async function play(world: World, history: Command[], dice: number, copies: number): Promise<Broken[]> {
  const broken: Broken[] = [];
  const random = dieOf(dice);
  const [inOrder, shuffled, lossy, deaf, late, mortal] = world.replicas as [Replica, Replica, Replica, Replica, Replica, Replica];
  const skew = SKEWS[Math.floor(random() * SKEWS.length)]!;
  late.skew(skew * 60_000);
  let isEarly = true;
  const isDeaf = Math.abs(skew) > SIGNED_FOR;
  const waited = history.reduce((sum, command) => sum + ('wait' in command ? command.wait : 0), 0);
  const fans = [await world.welcome(), await world.welcome()];
  const heard: string[] = [];
  const pool: string[] = [];
  let seq = (await world.eventsAfter(0)).at(-1)?.seq ?? 0;
  mortal.mortality?.begin(dieOf(dice + 1));
  // One moves money and ends things at Stripe; the other hears the same, and looks just before.
  const [actor, other] = random() < 0.5 ? [inOrder, mortal] : [mortal, inOrder];
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
      await tell(other, fresh);
      await other.work();
      await tell(actor, fresh);
      await actor.work({ acts: true });
    }
    return all;
  };
  try {
    for (const command of history) {
      const stranger = 'wait' in command ? null : fans[1 - command.fan]!;
      const before = stranger && JSON.stringify(await holdingOf(inOrder, stranger, 0));
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
      broken.push(...await doors(world, fans, [inOrder, mortal]));
      if (disputed) broken.push(...await chargedOn(world, without(await disputedOf(world, disputing), disputed)));
      if (stranger && JSON.stringify(await holdingOf(inOrder, stranger, 0)) !== before) broken.push({ property: 'P6', what: `${JSON.stringify(command)} changed somebody else` });
      if (elsewhere && await standsAt(inOrder, elsewhere.fan, elsewhere.creatorId) !== beside) broken.push({ property: 'P6', what: `${JSON.stringify(command)} changed what is held of another creator` });
      if (isBought(command) && !(await subscriptionsOf(world.stripe, fans[command.fan]!, world.shelves[command.shelf]!)).some(running)) broken.push({ property: 'P6', what: `${JSON.stringify(command)} was taken back, and nothing else runs there` });
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
    mortal.mortality?.end();
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
    broken.push(...await clockwork(shuffled, fans, now, random));
    for (const fan of fans) broken.push(...await compare(world, fan, now));
    broken.push(...await inboxes(world, heard, [deaf, ...(waited > LISTED ? [lossy] : []), ...(waited > LISTED && isDeaf ? [late] : [])]));
  } finally {
    for (const fan of fans) await world.dismiss(fan);
    await world.retries('cancel');
    late.skew(0);
    for (const replica of world.replicas) await forget(replica, fans);
  }
  return broken.map((one) => (one.what.startsWith(`${mortal.name}:`) ? { ...one, property: 'P11' } : one));
}

/** What a bank disputes opens nothing, so whoever would be charged for it again would pay and be out. */
async function chargedOn({ stripe }: World, disputed: string[]): Promise<Broken[]> {
  const all = await Promise.all(disputed.map((id) => stripe.subscriptions.retrieve(id)));
  return all.filter((one) => running(one) && !one.cancel_at_period_end).map(({ id }) => ({ property: 'P5', what: `${id} is disputed and will be charged for again` }));
}

/** Whoever is dismissed is of no interest to the next history. */
async function forget({ db }: Replica, fans: Fan[]): Promise<void> {
  await db.query('update stripe_customer set gone_at = now(), synced_seq = dirty_seq where customer_id = any($1)', [fans.flatMap(customersOf)]);
  await db.query("update subscription set status = 'canceled', opens_until = null where customer_id = any($1)", [fans.flatMap(customersOf)]);
  await db.query("delete from access_grant where account_id = any($1) and source like 'subscription %'", [fans.map(({ accountId }) => accountId)]);
}
