import fc from 'fast-check';
import type { Audience, Rung } from './audience.js';
import { type Holders, type Kept, orderChange } from './tier-order.js';

const NOW = new Date('2026-11-22T10:00:00Z');
const IDS = ['free', 'low', 'middle', 'high'];
const rung = (id: string): Rung => ({ id, paid: id !== 'free', archived: false });
const order = fc.shuffledSubarray(IDS, { minLength: 4 }).map((ids) => ids.map(rung));
const audience: fc.Arbitrary<Audience> = fc.record({
  anyOf: fc.array(fc.oneof(
    fc.constant({ kind: 'public' as const }), fc.constant({ kind: 'followers' as const }), fc.constant({ kind: 'paid' as const }),
    fc.record({ kind: fc.constant('from' as const), tierId: fc.constantFrom(...IDS) }),
    fc.record({ kind: fc.constant('exactly' as const), tierIds: fc.subarray(IDS) }),
  ), { minLength: 1, maxLength: 3 }),
});
const kept = fc.array(fc.record({ audience, count: fc.integer({ min: 1, max: 9 }) }), { maxLength: 5 });
const holders = fc.array(fc.record({ tierIds: fc.subarray(IDS), people: fc.integer({ min: 1, max: 50 }) }), { maxLength: 5 });
const turned = (shifts: ReturnType<typeof orderChange>) => shifts.map(({ gains, loses, ...who }) => ({ ...who, gains: loses, loses: gains }));

describe('another order of tiers', () => {
  it('tells who gains and who loses', () => {
    const posts: Kept[] = [{ audience: { anyOf: [{ kind: 'from', tierId: 'middle' }] }, count: 7 }];
    const people: Holders[] = [{ tierIds: ['low'], people: 3 }, { tierIds: ['middle'], people: 2 }, { tierIds: ['high'], people: 1 }];
    const [before, after] = [['free', 'low', 'middle', 'high'], ['free', 'high', 'middle', 'low']].map((ids) => ids.map(rung));
    expect(orderChange(before!, after!, people, posts, NOW)).toEqual([
      { tierIds: ['low'], people: 3, gains: 7, loses: 0 }, { tierIds: ['high'], people: 1, gains: 0, loses: 7 },
    ]);
  });

  it('changes nothing when it is the same, and is undone by going back', () => {
    fc.assert(fc.property(order, order, holders, kept, (one, other, people, posts) => {
      expect(orderChange(one, one, people, posts, NOW)).toEqual([]);
      expect(orderChange(other, one, people, posts, NOW)).toEqual(turned(orderChange(one, other, people, posts, NOW)));
    }));
  });

  it('moves nobody where no audience speaks of an order', () => {
    const orderless = kept.map((all) => all.filter(({ audience: { anyOf } }) => anyOf.every((rule) => rule.kind !== 'from')));
    fc.assert(fc.property(order, order, holders, orderless, (one, other, people, posts) => {
      expect(orderChange(one, other, people, posts, NOW)).toEqual([]);
    }));
  });
});
