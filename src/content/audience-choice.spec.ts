import fc from 'fast-check';
import type { Rule } from '../access/index.js';
import { CHOICES, readChoices, writeChoices } from './audience-choice.js';

const A = '00000000-0000-4000-8000-000000000001';
const B = '00000000-0000-4000-8000-000000000002';
const RUTH = '10000000-0000-4000-8000-000000000000';
const ladder = [{ id: A, paid: false, archived: false }, { id: B, paid: true, archived: false }];

describe('an audience in words', () => {
  it.each<[string, Rule[]]>([
    ['public', [{ kind: 'public' }]],
    [`tier:${B}`, [{ kind: 'from', tierId: B }]],
    [`paid, only:${A} only:${B}`, [{ kind: 'paid' }, { kind: 'exactly', tierIds: [A, B] }]],
    [`member:${RUTH}\nfollowers`, [{ kind: 'followers' }, { kind: 'named', accountIds: [RUTH] }]],
    ['', []],
  ])('%s', (text, rules) => {
    expect(CHOICES.test(text)).toBe(true);
    expect(readChoices(text, ladder)).toEqual(rules);
  });

  it.each(['everyone', 'tier:', `tier:${A}x`, 'paid;public', 'only:1', '{"kind":"public"}'])('refuses %s', (text) => expect(CHOICES.test(text)).toBe(false));

  it('refuses a tier of another page', () => {
    for (const kind of ['tier', 'only']) expect(() => readChoices(`${kind}:${RUTH}`, ladder)).toThrow('invalid');
  });

  it('comes back as it was, whatever it was', () => {
    const word = fc.constantFrom('public', 'followers', 'paid', `tier:${A}`, `tier:${B}`, `only:${A}`, `only:${B}`, `member:${RUTH}`);
    fc.assert(fc.property(fc.uniqueArray(word), (words) => {
      const written = writeChoices({ anyOf: readChoices(words.join(' '), ladder) });
      return written.toSorted().join() === words.toSorted().join() && CHOICES.test(words.join(', '));
    }));
  });
});
