import fc from 'fast-check';
import { type Audience, type Ladder, readAudience, type Rule } from './audience.js';
import { gate } from './gate.js';
import { STRANGER, type Viewer } from './viewer.js';

const FREE = '00000000-0000-4000-8000-000000000000';
const PROOF = '00000000-0000-4000-8000-000000000001';
const OLD = '00000000-0000-4000-8000-000000000002';
const EDITION = '00000000-0000-4000-8000-000000000003';
const ALIEN = '00000000-0000-4000-8000-00000000000f';
const RUTH = '10000000-0000-4000-8000-000000000000';
const ladder: Ladder = [
  { id: FREE, paid: false, archived: false },
  { id: PROOF, paid: true, archived: false },
  { id: OLD, paid: true, archived: true },
  { id: EDITION, paid: true, archived: false },
];
const now = new Date('2026-11-22T12:00:00Z');
const before = new Date('2026-10-22T12:00:00Z');
const after = new Date('2026-12-22T12:00:00Z');

const holds = (...tiers: string[]): Viewer => ({
  accountId: RUTH, staff: false, follows: true, since: before, grants: tiers.map((tierId) => ({ tierId, from: before, until: after })),
});
const people: Record<string, Viewer> = {
  stranger: STRANGER,
  account: { ...STRANGER, accountId: RUTH },
  follower: { ...STRANGER, accountId: RUTH, follows: true },
  free: holds(FREE),
  proof: holds(PROOF),
  old: holds(OLD),
  edition: holds(EDITION),
  lapsed: { ...holds(), grants: [{ tierId: EDITION, from: before, until: now }] },
  early: { ...holds(), grants: [{ tierId: EDITION, from: after, until: null }] },
  elsewhere: { ...holds(ALIEN), follows: false },
  staff: { ...STRANGER, accountId: RUTH, staff: true },
};
const of = (...anyOf: Rule[]): Audience => ({ anyOf });

/** Who gets in, for each audience; everybody else of `people` is refused. */
const table: [string, Audience, string[]][] = [
  ['public', of({ kind: 'public' }), Object.keys(people)],
  ['followers', of({ kind: 'followers' }), ['follower', 'free', 'proof', 'old', 'edition', 'lapsed', 'early', 'staff']],
  ['paid', of({ kind: 'paid' }), ['proof', 'old', 'edition', 'staff']],
  ['free and above', of({ kind: 'from', tierId: FREE }), ['free', 'proof', 'old', 'edition', 'staff']],
  ['Proof and above', of({ kind: 'from', tierId: PROOF }), ['proof', 'old', 'edition', 'staff']],
  ['an archived tier and above', of({ kind: 'from', tierId: OLD }), ['old', 'edition', 'staff']],
  ['Edition and above', of({ kind: 'from', tierId: EDITION }), ['edition', 'staff']],
  ['a tier that is gone', of({ kind: 'from', tierId: ALIEN }), ['staff']],
  ['exactly Proof', of({ kind: 'exactly', tierIds: [PROOF] }), ['proof', 'staff']],
  ['exactly Proof or free', of({ kind: 'exactly', tierIds: [PROOF, FREE] }), ['free', 'proof', 'staff']],
  ['named', of({ kind: 'named', accountIds: [RUTH] }), Object.keys(people).filter((name) => name !== 'stranger')],
  ['somebody else', of({ kind: 'named', accountIds: [ALIEN] }), ['staff']],
  ['Edition, or a name', of({ kind: 'from', tierId: EDITION }, { kind: 'named', accountIds: [RUTH] }), Object.keys(people).filter((name) => name !== 'stranger')],
  ['nobody', of(), ['staff']],
];

describe('gate', () => {
  describe.each(table)('for %s', (_, audience, welcome) => {
    it.each(Object.entries(people))('%s', (name, viewer) => {
      expect(gate(audience, ladder, viewer, now).open).toBe(welcome.includes(name));
    });
  });

  it.each([
    [of({ kind: 'followers' }), 'needs_membership', [FREE, PROOF, EDITION]],
    [of({ kind: 'paid' }), 'needs_paid', [PROOF, EDITION]],
    [of({ kind: 'from', tierId: EDITION }), 'needs_tier', [EDITION]],
    [of({ kind: 'exactly', tierIds: [OLD] }), 'needs_tier', []],
    [of({ kind: 'named', accountIds: [ALIEN] }), 'named_only', []],
    [of(), 'named_only', []],
  ] as const)('says what is missing and what on sale would open it', (audience, reason, opensWith) => {
    expect(gate(audience, ladder, STRANGER, now)).toEqual({ open: false, reason, opensWith });
  });

  it('P14 counts a grant from its first instant to just before its last', () => {
    const at = (instant: Date) => gate(of({ kind: 'paid' }), ladder, holds(PROOF), instant).open;
    expect([new Date(before.getTime() - 1), before, new Date(after.getTime() - 1), after].map(at)).toEqual([false, true, true, false]);
  });
});

const tier = fc.constantFrom(FREE, PROOF, OLD, EDITION, ALIEN);
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.constantFrom<Rule>({ kind: 'public' }, { kind: 'followers' }, { kind: 'paid' }),
  fc.record({ kind: fc.constant('from' as const), tierId: tier }),
  fc.record({ kind: fc.constant('exactly' as const), tierIds: fc.array(tier) }),
  fc.record({ kind: fc.constant('named' as const), accountIds: fc.array(fc.constantFrom(RUTH, ALIEN)) }),
);
const audiences = fc.record({ anyOf: fc.array(rule, { maxLength: 4 }) });
const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
const grants = fc.array(fc.record({ tierId: tier, from: instants, until: fc.option(instants) }), { maxLength: 5 });
const viewers: fc.Arbitrary<Viewer> = fc.record({
  accountId: fc.option(fc.constant(RUTH)), staff: fc.boolean(), follows: fc.boolean(), since: fc.constant(null), grants,
});
const ladders = fc.shuffledSubarray([...ladder]);

describe('gate, whatever it is asked', () => {
  const check = (holdsFor: (audience: Audience, order: Ladder, viewer: Viewer, at: Date) => boolean) =>
    fc.assert(fc.property(audiences, ladders, viewers, instants, holdsFor), { numRuns: 500 });

  it('is a union: open exactly when one of its rules alone is', () => check((audience, order, viewer, at) =>
    gate(audience, order, viewer, at).open === (viewer.staff || audience.anyOf.some((one) => gate(of(one), order, viewer, at).open))));

  it('never closes for being given more', () => check((audience, order, viewer, at) => {
    const more = { ...viewer, follows: true, grants: [...viewer.grants, { tierId: PROOF, from: at, until: null }] };
    return !gate(audience, order, viewer, at).open || gate(audience, order, more, at).open;
  }));

  it('lets a stranger in only to what is public', () => check((audience, order, _, at) =>
    gate(audience, order, STRANGER, at).open === audience.anyOf.some((one) => one.kind === 'public')));

  it('opens for whoever takes a tier it says would open it', () => check((audience, order, viewer, at) => {
    const decision = gate(audience, order, viewer, at);
    return decision.open || decision.opensWith.every((tierId) =>
      gate(audience, order, { ...viewer, grants: [{ tierId, from: at, until: null }] }, at).open);
  }));

  it('P14 changes only at the edges of grants', () => check((audience, order, viewer, at) => {
    const edges = viewer.grants.flatMap((grant) => [grant.from.getTime(), grant.until?.getTime() ?? Infinity]);
    const next = Math.min(...edges.filter((edge) => edge > at.getTime()), at.getTime() + 1000);
    return gate(audience, order, viewer, at).open === gate(audience, order, viewer, new Date(next - 1)).open;
  }));

  it('takes no nonsense for an audience', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => !gate(readAudience(value), ladder, STRANGER, now).open
      || JSON.stringify(value).includes('"kind":"public"')));
  });
});
