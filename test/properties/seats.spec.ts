import fc from 'fast-check';
import { Checkout } from '../../src/billing/index.js';
import { Seats } from '../../src/billing/checkout/seats.service.js';
import { Creators, type CreatorWithPictures } from '../../src/members/index.js';
import { actorOf, type Fan } from './fan.js';
import { interleave } from './interleave.js';
import { hasten, tryJobs } from './ordeal.js';
import type { Replica } from './replica.js';
import { World } from './world.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12);
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };
const MINUTE = 60;

/** How many places there are, and how many people want one. */
const [PLACES, PEOPLE] = [2, 4];

const who = fc.nat(PEOPLE - 1);
/** How the till of somebody who comes goes wrong: Stripe says that it is broken, or nothing that we hear. */
const trouble = fc.constantFrom(null, null, { kind: 'status', status: 500 }, { kind: 'status_after', status: 503 }, { kind: 'drop_before' }, { kind: 'drop_after' }, { kind: 'status', status: 429 });
const commands = fc.array(fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('come' as const), who, trouble }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('rush' as const) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pay' as const), who }) },
  fc.record({ does: fc.constantFrom('turn to another tier' as const, 'end' as const), who }),
  fc.record({ does: fc.constant('wait' as const), minutes: fc.constantFrom(36, 61) }),
), { minLength: 3, maxLength: 8 });

/** What somebody has of a seat. */
type Hold = { kind: 'none' } | { kind: 'elsewhere' } | { kind: 'till'; id: string } | { kind: 'broken'; at: number } | { kind: 'member'; subscription: string };

describe('seats', () => {
  let world: World;
  let install: Replica;
  let creator: CreatorWithPictures;
  let counted: string;
  let other: string;

  beforeAll(async () => {
    world = await World.open(['one']);
    install = world.replicas[0]!;
    hasten(install);
    creator = await install.app.get(Creators).byHandle('tamsin');
    [other, , counted] = world.shelves[0]!.tiers as [string, string, string];
    await install.db.query('update tier set seats = $2 where id = $1', [counted, PLACES]);
  });
  afterAll(() => world.close());

  /** People of one run, who leave no seat taken. */
  async function withPeople(work: (people: Fan[]) => Promise<void>): Promise<void> {
    const people = await Promise.all(Array.from({ length: PEOPLE }, () => world.welcome()));
    try {
      await work(people);
    } finally {
      await world.control('DELETE', '/faults');
      for (const one of people) await world.dismiss(one);
      for (const sql of ['delete from graphile_worker._private_jobs', 'update checkout_intent set abandoned_at = now() where completed_at is null and abandoned_at is null', 'delete from access_grant']) await install.db.query(sql);
    }
  }

  it('P13 a counted seat is sold once: what is taken and what is free is all there is, whatever became of a till', async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), commands, (s, steps) => withPeople(async (people) => {
      const holds: Hold[] = people.map(() => ({ kind: 'none' }));
      let now = await world.advance(0);
      let seq = (await world.eventsAfter(0)).at(-1)?.seq ?? 0;
      const start = (n: number, tierId = counted) => install.app.get(Checkout).start(actorOf(people[n]!), creator, { tierId });
      const has = ({ kind }: Hold) => kind !== 'none' && kind !== 'elsewhere';
      const taken = () => holds.filter(has).length;
      const hear = async () => {
        for (const event of await world.eventsAfter(seq)) {
          seq = event.seq;
          await install.deliver(event.payload);
        }
        await tryJobs(install, false);
      };
      const come = async (n: number, wrong: { kind: string; status?: number } | null) => {
        const hold = holds[n]!;
        // Whoever stands at another till leaves that one first, which is not what is to go wrong here.
        const fault = hold.kind === 'elsewhere' ? null : wrong;
        if (fault) await world.control('POST', '/faults', { method: 'POST', path: '/v1/checkout/sessions', times: 2, ...fault });
        const got = await start(n).catch((error: { code?: string; status?: number }) => error);
        await world.control('DELETE', '/faults');
        if (hold.kind === 'member') expect(got).toMatchObject({ code: 'already_member' });
        else if (hold.kind === 'till') expect(got).toMatchObject({ id: hold.id });
        else if (!has(hold) && taken() === PLACES) expect(got).toMatchObject({ code: 'sold_out' });
        else if (!fault) holds[n] = { kind: 'till', id: (got as { id: string }).id };
        // Under a key that Stripe broke on nothing comes any more; any other try may still come about, and keeps its seat meanwhile.
        else if ((fault.status ?? 0) >= 500) holds[n] = { kind: 'none' };
        else if (hold.kind === 'none') holds[n] = { kind: 'broken', at: now };
      };
      for (const step of steps) {
        if (step.does === 'come') await come(step.who, step.trouble);
        if (step.does === 'rush') {
          const comers = holds.flatMap((one, n) => (has(one) ? [] : [n]));
          const free = PLACES - taken();
          await interleave(s, install, comers.map((n) => async () => {
            await start(n).then(({ id }) => { holds[n] = { kind: 'till', id }; }, (error: unknown) => expect(error).toMatchObject({ code: 'sold_out' }));
          }));
          expect(taken()).toBe(PLACES - free + Math.min(free, comers.length));
        }
        const hold = 'who' in step ? holds[step.who]! : null;
        if (step.does === 'pay' && hold?.kind === 'till') {
          await world.control('POST', `/sessions/${hold.id}/pay`, { number: '4242424242424242' });
          await hear();
          holds[step.who] = { kind: 'member', subscription: (await world.stripe.checkout.sessions.retrieve(hold.id)).subscription as string };
        }
        if (step.does === 'turn to another tier' && hold?.kind !== 'member') {
          await start(step.who, other);
          holds[step.who] = { kind: 'elsewhere' };
        }
        if (step.does === 'end' && hold?.kind === 'member') {
          await world.stripe.subscriptions.cancel(hold.subscription);
          await hear();
          holds[step.who] = { kind: 'none' };
        }
        if (step.does === 'wait') {
          now = await world.advance(step.minutes * MINUTE);
          await hear();
          // A till stays open for 35 minutes; one that broke off keeps its seat for an hour.
          for (const [n, one] of holds.entries()) if (one.kind === 'till' || (one.kind === 'broken' && now - one.at >= 60 * MINUTE)) holds[n] = { kind: 'none' };
        }
        const left = (await install.app.get(Seats).left(creator.id)).get(counted);
        expect([step.does, taken() + left!]).toEqual([step.does, PLACES]);
      }
    })), SETTINGS);
  });
});
