import pThrottle from 'p-throttle';
import { inJob } from '../../platform/index.js';

/** Of the SDK's HTTP client what is paced. */
interface Http {
  makeRequest(...request: never[]): Promise<{ getStatusCode(): number }>;
}

/** What Stripe allows an account in a second (docs: rate limits), and the share of it that jobs may use: people at the till come first. */
const ALLOWED = { live: 100, test: 25 };
const SHARE = 0.6;
/** How long jobs rest after "too many requests", in ms: between the two, so that processes do not come back together. */
const REST = [1000, 4000] as const;

/** How many calls a second the jobs of all processes together make at most. */
export function paceOf(secretKey: string): number {
  return (/^(sk|rk)_live_/.test(secretKey) ? ALLOWED.live : ALLOWED.test) * SHARE;
}

/**
 * How much of the budget of all one call of ours takes: as much as there are workers, since each of the others may make one, too. So many
 * that none could make one at all make one a second each.
 */
export function weightOf(perSecond: number, workers: number): number {
  return Math.min(Math.max(workers, 1), perSecond);
}

/**
 * Lets jobs ask Stripe only so often a second; what a person waits for goes straight through. Stripe counts an account's calls and not a
 * process's, so the living workers share one budget.
 * @param workers how many they are at this moment
 * @param random from 0 to 1, spreads the rests
 */
export function paced<H extends Http>(http: H, perSecond: number, workers: () => number, random: () => number = Math.random): H {
  let rested = Promise.resolve();
  const turn = pThrottle({ limit: perSecond, interval: 1000, weight: () => weightOf(perSecond, workers()) })(() => rested);
  const makeRequest = http.makeRequest.bind(http) as Http['makeRequest'];
  http.makeRequest = async (...request: never[]) => {
    if (!inJob()) return makeRequest(...request);
    await turn();
    const answer = await makeRequest(...request);
    if (answer.getStatusCode() === 429) {
      const [least, most] = REST;
      rested = new Promise((resolve) => { setTimeout(resolve, least + random() * (most - least)).unref(); });
    }
    return answer;
  };
  return http;
}
