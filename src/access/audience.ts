/** Who something is for: a union of rules, any of which lets somebody in. Stored as JSON with what it guards. */
export interface Audience {
  anyOf: Rule[];
}

export type Rule =
  | { kind: 'public' }
  /** Any live membership of this creator, free ones too; never merely an account. */
  | { kind: 'followers' }
  /** Any live grant of a paid tier. */
  | { kind: 'paid' }
  /** This tier and those above it in the creator's order, as it stands when somebody reads. */
  | { kind: 'from'; tierId: string }
  | { kind: 'exactly'; tierIds: string[] }
  | { kind: 'named'; accountIds: string[] };

/** A creator's tiers in their order, lowest first; archived ones keep their place. */
export type Ladder = readonly Rung[];

export interface Rung {
  id: string;
  paid: boolean;
  archived: boolean;
}

export const PUBLIC: Audience = { anyOf: [{ kind: 'public' }] };

/** The tiers whose holders a rule lets in, lowest first; a tier that is gone lets in nobody. */
export function tiersOf(rule: Rule, ladder: Ladder): Rung[] {
  switch (rule.kind) {
    case 'public':
    case 'followers':
      return [...ladder];
    case 'paid':
      return ladder.filter((rung) => rung.paid);
    case 'from': {
      const at = ladder.findIndex((rung) => rung.id === rule.tierId);
      return at < 0 ? [] : ladder.slice(at);
    }
    case 'exactly':
      return ladder.filter((rung) => rule.tierIds.includes(rung.id));
    case 'named':
      return [];
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An audience out of the database or a form; anything that is not one is for nobody but the staff. */
export function readAudience(value: unknown): Audience {
  const rules = (value as { anyOf?: unknown } | null)?.anyOf;
  return { anyOf: Array.isArray(rules) ? rules.filter(isRule) : [] };
}

function isRule(value: unknown): value is Rule {
  const rule = value as Partial<Record<string, unknown>> | null;
  const ids = (list: unknown) => Array.isArray(list) && list.every((id) => typeof id === 'string' && UUID.test(id));
  switch (rule?.kind) {
    case 'public': case 'followers': case 'paid': return true;
    case 'from': return ids([rule.tierId]);
    case 'exactly': return ids(rule.tierIds);
    case 'named': return ids(rule.accountIds);
    default: return false;
  }
}
