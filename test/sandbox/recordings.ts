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
  calls: Call[];
}

const folder = '../shared/stripe/recordings';
const ID = /^(cus|pm|sub|si|in|il|pi|ch|inpay|seti|ii|price|prod)_[A-Za-z0-9]{8,}$/;

export const recordingsAreThere = existsSync(folder);

/** The recordings, each with its calls in their order. */
export function readScenarios(): Scenario[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((file) => {
    const { interactions } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as { interactions: Call[] };
    return { name: file.replace('.json', ''), calls: interactions };
  });
}

/** The ids of objects that a call names in its path and parameters; test tokens are none. */
export function idsNamed({ path, query, form }: Call): string[] {
  const words = [...path.split('/'), ...[...query, ...form].map(([, value]) => value)];
  return words.filter((word) => ID.test(word) && !word.startsWith('pm_card_'));
}

/** Every price that occurs in an answer. */
export function pricesIn(value: unknown): any[] {
  if (typeof value !== 'object' || value === null) return [];
  const nested = Object.values(value).flatMap(pricesIn);
  return (value as { object?: string }).object === 'price' ? [value, ...nested] : nested;
}
