import fc from 'fast-check';
import { DAY, plusMs } from '../../platform/clock/clock.js';
import type { Subscription } from '../subscription.entity.js';
import { isLive } from './entitlement.js';
import { markSurplus, sourceOf, standingOf, understand } from './projection.js';

const start = new Date('2026-01-01T00:00:00Z');
const unix = (days: number) => Math.floor(plusMs(start, days * DAY).getTime() / 1000);
const owner = { stripeAccount: 'acct_1', accountId: 'a' };

interface Drawn { id: number; creator: string; status: string; from: number; length: number; cancel: boolean; ended: number | null }

const drawn: fc.Arbitrary<Drawn> = fc.record({
  id: fc.integer({ min: 0, max: 1000 }), creator: fc.constantFrom('tamsin', 'nico'),
  status: fc.constantFrom('active', 'trialing', 'past_due', 'canceled', 'unpaid', 'incomplete', 'paused'),
  // Few days to begin on, so that many begin together.
  from: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 31 }), cancel: fc.boolean(), ended: fc.option(fc.integer({ min: 0, max: 40 })),
});
const histories = fc.uniqueArray(drawn, { selector: (one) => one.id, maxLength: 8 });

function read(one: Drawn): Subscription {
  return understand({
    id: `sub_${one.id}`, customer: 'cus_1', status: one.status, start_date: unix(one.from), trial_end: null, canceled_at: one.cancel ? unix(one.from) : null, ended_at: one.ended === null ? null : unix(one.ended),
    cancel_at_period_end: one.cancel, cancel_at: one.cancel ? unix(one.from + one.length) : null,
    items: { data: [{ price: { id: 'price_1', unit_amount: 500, currency: 'eur', recurring: { interval: 'month' } }, current_period_start: unix(one.from), current_period_end: unix(one.from + one.length) }] },
  }, owner, { tierId: `tier of ${one.creator}`, creatorId: one.creator });
}

const NONE: ReadonlySet<string> = new Set();
const CREATORS = ['tamsin', 'nico'];
const marked = (list: Drawn[], standing = NONE) => CREATORS.flatMap((creator) => markSurplus(list.filter((one) => one.creator === creator).map(read), standing));
const result = (all: Subscription[]) => CREATORS.map((creatorId) => {
  const { grants, paid, shut } = standingOf(all.filter((row) => row.creatorId === creatorId));
  return { grants: grants.sort((a, b) => (a.source < b.source ? -1 : 1)), paid, shut };
});

describe('the projection of a fan\'s subscriptions', () => {
  it('does not depend on the order Stripe lists them in', () => {
    fc.assert(fc.property(histories.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, other]) => {
      expect(result(marked(other))).toEqual(result(marked(list)));
    }));
  });

  it('leaves one live subscription for each creator, the one that stood or else the oldest, and calls the other live ones surplus', () => {
    fc.assert(fc.property(histories, fc.option(fc.nat(7)), (list, pick) => {
      const stood = pick === null ? undefined : list[pick];
      const all = marked(list, stood ? new Set([`sub_${stood.id}`]) : NONE);
      for (const creatorId of CREATORS) {
        const live = all.filter((row) => row.creatorId === creatorId && isLive(row.status));
        const kept = live.filter((row) => !row.surplus);
        expect(kept).toHaveLength(Math.min(1, live.length));
        if (stood?.creator === creatorId && isLive(stood.status)) expect(kept[0]!.subscriptionId).toBe(`sub_${stood.id}`);
        else for (const row of live) expect(row.startedAt.getTime()).toBeGreaterThanOrEqual(kept[0]!.startedAt.getTime());
      }
      expect(all.filter((row) => row.surplus && !isLive(row.status))).toEqual([]);
    }));
  });

  it('never takes back what was called surplus: its money is on its way', () => {
    fc.assert(fc.property(histories, (list) => {
      const once = marked(list);
      const again = CREATORS.flatMap((creator) => markSurplus(once.filter((row) => row.creatorId === creator), NONE));
      expect(again.filter((row) => row.surplus).map((row) => row.subscriptionId)).toEqual(once.filter((row) => row.surplus).map((row) => row.subscriptionId));
    }));
  });

  it('grants exactly what each one that is not surplus is entitled to', () => {
    fc.assert(fc.property(histories, (list) => {
      const all = marked(list);
      const wanted = all.filter((row) => !row.surplus && row.opensUntil !== null).map(sourceOf).sort();
      expect(result(all).flatMap(({ grants }) => grants.map((grant) => grant.source)).sort()).toEqual(wanted);
    }));
  });

  it('tells of what Stripe keeps shut exactly where nothing else is paid for', () => {
    fc.assert(fc.property(histories, (list) => {
      for (const [n, { paid, shut }] of result(marked(list)).entries()) {
        const own = list.filter((one) => one.creator === CREATORS[n]);
        expect([shut !== null, paid !== null && shut !== null]).toEqual([paid === null && own.some(({ status }) => status === 'unpaid' || status === 'paused'), false]);
        if (shut) expect(own.map(({ status }) => status)).toContain(shut.why);
      }
    }));
  });

  it('is moved by no metadata and no amount', () => {
    fc.assert(fc.property(drawn, fc.dictionary(fc.string(), fc.string()), (one, metadata) => {
      const plain = read(one);
      expect(understand(Object.assign({
        id: plain.subscriptionId, customer: { id: 'cus_1' }, status: one.status, start_date: unix(one.from), trial_end: null, canceled_at: one.cancel ? unix(one.from) : null, ended_at: one.ended === null ? null : unix(one.ended),
        cancel_at_period_end: one.cancel, cancel_at: one.cancel ? unix(one.from + one.length) : null,
        items: { data: [{ price: { id: 'price_1', unit_amount: 500, currency: 'eur', recurring: { interval: 'month' } }, current_period_start: unix(one.from), current_period_end: unix(one.from + one.length) }] },
      }, { metadata }), owner, { tierId: plain.tierId, creatorId: one.creator })).toEqual(plain);
    }));
  });
});
