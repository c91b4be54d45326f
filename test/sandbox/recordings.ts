import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** One recorded call of the real Stripe, in its test mode. */
export interface Call {
  method: string;
  path: string;
  query: [string, string][];
  form: [string, string][];
  idempotency_key_sent: boolean;
  status: number;
  response: any;
}

export interface Scenario {
  name: string;
  replayed: Call[];
  /** Calls left out, each with the reason. */
  skipped: { call: Call; reason: string }[];
}

const folder = '../shared/stripe/recordings';
const ID = /^(cus|pm|sub|si|in|il|pi|ch|inpay|seti|ii|price|prod)_[A-Za-z0-9]{8,}$/;

export const recordingsAreThere = existsSync(folder);

/** The recordings, each divided into the calls that can be replayed here and those that cannot. */
export function readScenarios(): Scenario[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((file) => {
    const { interactions } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { interactions: Call[] };
    return divide(file.replace('.json', ''), interactions);
  });
}

function divide(name: string, calls: Call[]): Scenario {
  const scenario: Scenario = { name, replayed: [], skipped: [] };
  const known = new Set(calls.flatMap(({ response }) => pricesIn(response).map((price) => price.id as string)));
  for (const call of calls) {
    const reason = whyNot(call, known, scenario);
    if (reason) {
      scenario.skipped.push({ call, reason });
      continue;
    }
    scenario.replayed.push(call);
    for (const id of idsIn(call.response)) known.add(id);
  }
  return scenario;
}

function whyNot(call: Call, known: Set<string>, { skipped }: Scenario): string | null {
  if (/^\/v1\/(invoiceitems|credit_notes|coupons|promotion_codes)/.test(call.path))
    return 'not one of the calls the sandbox has';
  const named = [...call.path.split('/'), ...[...call.query, ...call.form].map(([, value]) => value)].filter((word) =>
    ID.test(word),
  );
  if (named.some((id) => !known.has(id) && !id.startsWith('pm_card_')))
    return 'begins with an object made outside the recording';
  if (call.path === '/v1/invoices' && skipped.some((each) => each.call.path === '/v1/invoiceitems'))
    return 'needs an invoice item';
  return null;
}

/** Every price that occurs in an answer. */
export function pricesIn(value: unknown): any[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(pricesIn);
  return (value as { object?: string }).object === 'price' ? [value, ...nested] : nested;
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
