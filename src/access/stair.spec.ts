import fc from 'fast-check';
import type { Audience, Ladder, Rule } from './audience.js';
import { gate } from './gate.js';
import { audienceAt, opensFor, readSteps } from './stair.js';
import { STRANGER, type Viewer } from './viewer.js';

const A = '00000000-0000-4000-8000-000000000001';
const B = '00000000-0000-4000-8000-000000000002';
const RUTH = '10000000-0000-4000-8000-000000000000';
const ladder: Ladder = [{ id: A, paid: true, archived: false }, { id: B, paid: true, archived: false }];
const holds = (tierId: string): Viewer => ({ accountId: RUTH, staff: false, follows: true, since: null, grants: [{ tierId, from: new Date(0), until: null }] });
const of = (...anyOf: Rule[]): Audience => ({ anyOf });
const stair = {
  audience: of({ kind: 'exactly', tierIds: [B] }),
  steps: [
    { days: 30, at: '2026-12-20T09:00:00.000Z', audience: of({ kind: 'public' }) },
    { days: 7, at: '2026-11-27T09:00:00.000Z', audience: of({ kind: 'from', tierId: A }) },
    { days: 1, at: null, audience: of({ kind: 'public' }) },
  ],
};

describe('a stair', () => {
  it.each([
    ['2026-11-20T09:00:00.000Z', false, false, true], ['2026-11-27T08:59:59.999Z', false, false, true], ['2026-11-27T09:00:00.000Z', false, true, true],
    ['2026-12-20T08:59:59.999Z', false, true, true], ['2026-12-20T09:00:00.000Z', true, true, true],
  ])('at %s', (now, ...open) => {
    const at = new Date(now);
    expect([STRANGER, holds(A), holds(B)].map((viewer) => gate(audienceAt(stair, at), ladder, viewer, at).open)).toEqual(open);
  });

  it('says when it opens for somebody', () => {
    const now = new Date('2026-11-21T00:00:00Z');
    expect([STRANGER, holds(A), holds(B)].map((viewer) => opensFor(stair, ladder, viewer, now)?.at.toISOString() ?? null))
      .toEqual(['2026-12-20T09:00:00.000Z', '2026-11-27T09:00:00.000Z', null]);
  });

  const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  const rule: fc.Arbitrary<Rule> = fc.oneof(
    fc.constantFrom<Rule>({ kind: 'public' }, { kind: 'followers' }, { kind: 'paid' }), fc.constantFrom(A, B).map((tierId) => ({ kind: 'from' as const, tierId })),
    fc.constantFrom(A, B).map((id) => ({ kind: 'exactly' as const, tierIds: [id] })), fc.constant<Rule>({ kind: 'named', accountIds: [RUTH] }),
  );
  const audiences = fc.record({ anyOf: fc.array(rule, { maxLength: 3 }) });
  const things = fc.record({ audience: audiences, steps: fc.array(fc.record({ at: instants.map((at) => at.toISOString()), audience: audiences }), { maxLength: 4 }) });
  const viewers: fc.Arbitrary<Viewer> = fc.record({
    accountId: fc.option(fc.constant(RUTH)), staff: fc.boolean(), follows: fc.boolean(), since: fc.constant(null),
    grants: fc.array(fc.record({ tierId: fc.constantFrom(A, B), from: fc.constant(new Date(0)), until: fc.constant(null) }), { maxLength: 2 }),
  });
  const open = (thing: typeof stair, viewer: Viewer, at: Date) => gate(audienceAt(thing, at), ladder, viewer, at).open;
  const check = (holdsFor: (thing: typeof stair, viewer: Viewer, at: Date, later: Date) => boolean) =>
    fc.assert(fc.property(things as fc.Arbitrary<typeof stair>, viewers, instants, instants, holdsFor), { numRuns: 500 });

  it('only ever opens wider', () => check((thing, viewer, one, two) => {
    const [at, later] = one < two ? [one, two] : [two, one];
    return !open(thing, viewer, at) || open(thing, viewer, later);
  }));

  it('is never early: before its first step it is what it was at first', () => check((thing, viewer, at) => {
    const first = readSteps(thing.steps)[0];
    return (first !== undefined && first.at <= at) || open(thing, viewer, at) === open({ ...thing, steps: [] }, viewer, at);
  }));

  it('lets each viewer in at exactly one step, so that each is told once', () => check((thing, viewer) => {
    const before = (at: Date) => new Date(at.getTime() - 1);
    const entries = new Set(readSteps(thing.steps).filter(({ at }) => open(thing, viewer, at) && !open(thing, viewer, before(at))).map(({ at }) => at.getTime()));
    return entries.size <= 1;
  }));

  it('keeps what it promises: who is told a day is let in on that day, and not before', () => check((thing, viewer, at) => {
    const step = opensFor(thing, ladder, viewer, at);
    return step === null || (open(thing, viewer, step.at) && !open(thing, viewer, new Date(step.at.getTime() - 1)) && step.at > at);
  }));
});
