import { afterAnchor } from '../../src/sandbox/billing/period.js';
import { KNOWN_DIFFERENCES, type KnownDifference } from './known-differences.js';
import { seedOutside, seedPrices } from './recorded-seeds.js';
import { recordingsAreThere, readScenarios, type Call, type Scenario } from './recordings.js';
import { createWorld, SECRET_KEY, type World } from './sandbox.js';
import { faultsOf } from './schemas.js';

// What must be equal at the same place of both answers.
const COMPARED = new RegExp(
  `^(${[
    'object|status|type|code|decline_code|advice_code|param|currency|billing_reason|paid|captured|refunded|attempted',
    'attempt_count|quantity|amount.*|total|total_excluding_tax|subtotal.*|starting_balance|ending_balance|unit_amount',
    'cancel_at_period_end|collection_method|proration|last4|brand|interval|interval_count|setup_future_usage',
    'is_default|delinquent|balance|has_more|behavior|fee|net|reporting_category|balance_type|usage',
  ].join('|')})$`,
);
const used = new Set<KnownDifference>();

if (!recordingsAreThere) {
  it.skip('real Stripe calls are replayed: ../shared/stripe/recordings is not beside this checkout', () => {});
  // A file in which all is skipped would keep silent.
  it('says that nothing was replayed', () => {
    console.warn('Real Stripe calls were not replayed: ../shared/stripe/recordings is not beside this checkout.');
  });
} else {
  const scenarios = readScenarios();

  describe('calls recorded at the real Stripe', () => {
    let world: World;

    beforeAll(async () => {
      world = await createWorld();
    });
    afterAll(() => world?.close());

    for (const scenario of scenarios)
      it(`${scenario.name}: ${scenario.calls.length} calls answer alike`, () => replay(world, scenario));

    it('differ only where it is known why, and every known difference is still one', () => {
      expect(KNOWN_DIFFERENCES.filter((known) => !used.has(known))).toEqual([]);
    });

    it('are all replayed', () => {
      expect(scenarios.reduce((sum, { calls }) => sum + calls.length, 0)).toBe(139);
    });
  });
}

async function replay(world: World, scenario: Scenario): Promise<void> {
  const ours = await seedPrices(world, scenario);
  const differences: string[] = [];
  for (const [index, call] of scenario.calls.entries()) {
    await seedOutside(world, scenario, call, ours);
    const answer = await send(world, call, ours, `${scenario.name}-${index}`);
    const at = `#${index} ${call.method} ${call.path}`;
    differences.push(...faultsOf(answer.body).map((fault) => `${at} ${fault}`));
    if (answer.status !== call.status)
      differences.push(
        `${at} status ${call.status} became ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
    compare(call.response, answer.body, '', ours, (path, theirs, mine) => {
      const known = KNOWN_DIFFERENCES.find(({ field }) => field.test(path));
      if (known) used.add(known);
      else differences.push(`${at} ${path}: ${JSON.stringify(theirs)} became ${JSON.stringify(mine)}`);
    });
  }
  expect(differences).toEqual([]);
}

async function send(
  { sandbox }: World,
  call: Call,
  ours: Map<string, string>,
  key: string,
): Promise<{ status: number; body: any }> {
  const path = call.path
    .split('/')
    .map((word) => ours.get(word) ?? word)
    .join('/');
  const fields = (pairs: [string, string][]) =>
    new URLSearchParams(pairs.map(([name, value]) => translate(name, ours.get(value) ?? value)));
  const url = `${sandbox.url}${path}${call.query.length > 0 ? `?${fields(call.query)}` : ''}`;
  const headers = {
    authorization: `Bearer ${SECRET_KEY}`,
    ...(call.idempotency_key_sent && { 'idempotency-key': key }),
  };
  const response = await fetch(url, {
    method: call.method,
    headers,
    ...(call.method === 'POST' && { body: fields(call.form) }),
  });
  return { status: response.status, body: await response.json() };
}

/** A parameter that changed its shape since the recording. */
function translate(name: string, value: string): [string, string] {
  if (name === 'billing_cycle_anchor') return ['billing_cycle_anchor[type]', value];
  // The recorded moment has passed long ago.
  if (name === 'pause_collection[resumes_at]') return [name, String(Math.floor(Date.now() / 1000) + 30 * 86_400)];
  return [name, value];
}

const PERIODS = [
  ['start', 'end'],
  ['current_period_start', 'current_period_end'],
];

/** How long a period is in months, give or take the minute that the calls between took. */
function lengthOf(start: unknown, end: unknown): string | null {
  if (typeof start !== 'number' || typeof end !== 'number') return null;
  const months = Math.round((end - start) / (30.44 * 86_400));
  const off = end - afterAnchor(start, { interval: 'month', interval_count: 1 }, months);
  return Math.abs(off) < 60 ? `${months} months` : `${end - start} seconds`;
}

function compare(
  theirs: any,
  mine: any,
  path: string,
  ours: Map<string, string>,
  differ: (path: string, theirs: unknown, mine: unknown) => void,
): void {
  if (Array.isArray(theirs)) {
    if (!Array.isArray(mine) || mine.length !== theirs.length) differ(`${path}.length`, theirs.length, mine?.length);
    else theirs.forEach((each, index) => compare(each, mine[index], `${path}[${index}]`, ours, differ));
    return;
  }
  if (typeof theirs === 'object' && theirs !== null) {
    if (typeof mine !== 'object' || mine === null) {
      if (mine !== undefined || COMPARED.test(path.split('.').at(-1) ?? '')) differ(path, 'an object', mine);
      return;
    }
    for (const [start, end] of PERIODS) {
      const [long, here] = [theirs, mine].map((each) => lengthOf(each[start!], each[end!]));
      if (long !== here) differ(`${path}.${end}`, long, here);
    }
    for (const key of Object.keys(theirs)) compare(theirs[key], mine[key], path ? `${path}.${key}` : key, ours, differ);
    return;
  }
  const key = path.split('.').at(-1) ?? '';
  if (typeof theirs === 'string' && typeof mine === 'string' && /^[a-z]+_[A-Za-z0-9]{8,}$/.test(theirs))
    ours.set(theirs, ours.get(theirs) ?? mine);
  if (COMPARED.test(key) && theirs !== mine) differ(path, theirs, mine);
}
