import { InvalidInput } from '../platform/index.js';
import type { Audience, Ladder, Rule } from '../access/index.js';

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** One rule as a word: `public`, `followers`, `paid`, `tier:<id>` and above, `only:<id>` for exactly that tier, `member:<account>`. */
export const CHOICES = new RegExp(`^[\\s,]*((public|followers|paid|(tier|only|member):${ID})([\\s,]+|$))*$`);

/**
 * An audience out of the words of a form.
 * @param text any number of rules, with commas or spaces between them
 * @throws InvalidInput for a tier of another page
 */
export function readChoices(text: string, ladder: Ladder, field = 'audience'): Rule[] {
  const words = [...new Set(text.split(/[\s,]+/).filter(Boolean))];
  const ids = (kind: string) => words.filter((word) => word.startsWith(`${kind}:`)).map((word) => word.slice(kind.length + 1));
  if ([...ids('tier'), ...ids('only')].some((id) => !ladder.some((rung) => rung.id === id))) throw new InvalidInput({ [field]: { rule: 'isIn' } });
  const rules: Rule[] = (['public', 'followers', 'paid'] as const).filter((kind) => words.includes(kind)).map((kind) => ({ kind }));
  for (const tierId of ids('tier')) rules.push({ kind: 'from', tierId });
  if (ids('only').length > 0) rules.push({ kind: 'exactly', tierIds: ids('only') });
  if (ids('member').length > 0) rules.push({ kind: 'named', accountIds: ids('member') });
  return rules;
}

/** The words that `readChoices` makes this audience of. */
export function writeChoices(audience: Audience): string[] {
  return audience.anyOf.flatMap((rule) => {
    switch (rule.kind) {
      case 'from': return [`tier:${rule.tierId}`];
      case 'exactly': return rule.tierIds.map((id) => `only:${id}`);
      case 'named': return rule.accountIds.map((id) => `member:${id}`);
      default: return [rule.kind];
    }
  });
}

/** The accounts that an audience names. */
export function namedIn(audience: Audience): string[] {
  return audience.anyOf.flatMap((rule) => (rule.kind === 'named' ? rule.accountIds : []));
}
