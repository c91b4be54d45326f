import { seededRandom } from '../random.js';

export const faultKinds = ['status', 'status_after', 'delay', 'hang', 'drop_before', 'drop_after', 'truncate', 'drip'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A rule by which calls of the API go wrong. */
export interface Fault {
  /** A verb, or `*`. */
  method: string;
  /** How the path begins; `*` stands for one part of it: `/v1/subscriptions/*`. */
  path: string;
  /**
   * `delay` answers late, `hang` never; `status` answers with an error, and `status_after` with one although the work is done; `drop_before` and `drop_after` cut the
   * connection before and after the work; `truncate` cuts it in the middle of the answer; `drip` sends that slowly.
   */
  kind: FaultKind;
  /** The status of `status` and `status_after`: 429, 409, 500, 503. */
  status?: number;
  /** How long `delay` waits and `drip` takes. */
  delayMs?: number;
  /** What the answer says of trying again; left to the status when absent. */
  shouldRetry?: boolean;
  /** Of a hundred matching calls, how many it hits, drawn from `seed`. */
  share: number;
  seed: number;
  /** How many more calls it hits; null for as long as it is there. */
  times: number | null;
}

export interface FaultRule extends Fault {
  id: number;
  /** How many calls it has hit. */
  hits: number;
}

interface Kept {
  rule: FaultRule;
  pattern: RegExp;
  random: () => number;
}

/** Rules met by the next matching calls, the first that hits; kept in memory only. */
export class Faults {
  private kept: Kept[] = [];
  private lastId = 0;

  add(fault: Fault): FaultRule {
    this.lastId += 1;
    const rule = { id: this.lastId, ...fault, hits: 0 };
    this.kept.push({ rule, pattern: patternOf(fault.path), random: seededRandom(fault.seed) });
    return rule;
  }

  /** Removes one rule; returns whether it was there. */
  remove(id: number): boolean {
    const before = this.kept.length;
    this.kept = this.kept.filter(({ rule }) => rule.id !== id);
    return this.kept.length < before;
  }

  clear(): void {
    this.kept = [];
  }

  all(): readonly FaultRule[] {
    return this.kept.map(({ rule }) => rule);
  }

  /** The rule that hits this call, if any; counts it. */
  take(method: string, path: string): Fault | null {
    const found = this.kept.find(
      ({ rule, pattern, random }) =>
        (rule.method === '*' || rule.method === method) && pattern.test(path) && random() * 100 < rule.share,
    );
    if (!found) return null;
    const { rule } = found;
    rule.hits += 1;
    if (rule.times !== null) rule.times -= 1;
    this.kept = this.kept.filter((each) => each.rule.times !== 0);
    return rule;
  }
}

/**
 * Reads a rule as the control API takes it. Without `times` it hits once, or, with a `share`, for as long as it is there.
 * @throws {RangeError} with a sentence for whoever asked
 */
export function readFault(fields: Record<string, unknown> = {}): Fault {
  const { method = '*', path = '/v1', kind, share = 100, seed = 1, status, delayMs, shouldRetry } = fields;
  const { times = fields.share === undefined ? 1 : null } = fields;
  if (!faultKinds.includes(kind as FaultKind)) throw new RangeError(`kind is one of ${faultKinds.join(', ')}.`);
  within('share', share, 0, 100);
  within('seed', seed, 0, 2 ** 32 - 1);
  if (times !== null) within('times', times, 1, 1_000_000);
  if (status !== undefined) within('status', status, 400, 599);
  if (delayMs !== undefined) within('delayMs', delayMs, 0, 600_000);
  return {
    method: String(method).toUpperCase(),
    path: String(path),
    kind: kind as FaultKind,
    share: Number(share),
    seed: Number(seed),
    times: times === null ? null : Number(times),
    ...(status !== undefined && { status: Number(status) }),
    ...(delayMs !== undefined && { delayMs: Number(delayMs) }),
    ...(typeof shouldRetry === 'boolean' && { shouldRetry }),
  };
}

function within(name: string, value: unknown, least: number, most: number): void {
  const number = Number(value);
  if (Number.isFinite(number) && number >= least && number <= most) return;
  throw new RangeError(`${name} is a number from ${least} to ${most}.`);
}

function patternOf(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/?]+')}`);
}
