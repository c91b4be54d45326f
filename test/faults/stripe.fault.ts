import { live } from './life.js';
import type { House } from './house.js';
import { fault, QUICK } from './table.js';

const LASTS = QUICK ? 8_000 : 20_000;
const CALM = 240_000;

/** Lets calls of Stripe's API go wrong while people live. @param rule of the sandbox's control API */
async function among(house: House, rules: object[], ms = LASTS): Promise<string> {
  for (const rule of rules) await house.control('POST', '/faults', { path: '/v1', ...rule });
  await live(house, ms);
  const { body } = await house.control('GET', '/faults') as { body: { hits: number }[] };
  await house.control('DELETE', '/faults');
  return `${body.reduce((sum, rule) => sum + rule.hits, 0)} calls were hit`;
}

describe('Stripe', () => {
  for (const share of [10, 50, 100]) {
    fault('F8', `Stripe answers 500 and 503 to ${share} %`, { seeds: share === 50 ? [1, 2, 3] : [1], lasts: 60_000, calm: CALM }, (house, seed) => among(house, [
      { kind: 'status', status: 500, share: share / 2, seed, times: null },
      { kind: 'status', status: 503, share, seed: seed + 100, times: null },
    ]));
  }

  fault('F9', 'Stripe answers 429 to four calls of five', { seeds: [1, 2], lasts: 60_000, calm: CALM }, (house, seed) => among(house, [
    { kind: 'status', status: 429, share: 80, seed, times: null },
  ]));

  fault('F10', 'Stripe hangs on every fourth call', { lasts: 90_000, calm: CALM }, (house, seed) => among(house, [{ kind: 'hang', share: 25, seed, times: null }], QUICK ? LASTS : 40_000));

  fault('F11', 'the connection drops after Stripe did the work', { seeds: [1, 2, 3], lasts: 60_000, calm: CALM }, (house, seed) => among(house, [
    { kind: 'drop_after', share: 40, seed, times: null },
  ]));

  fault('F12', 'answers of Stripe break off, or drip', { seeds: [1, 2], lasts: 60_000, calm: CALM }, (house, seed) => among(house, [
    { kind: 'truncate', share: 30, seed, times: null }, { kind: 'drip', delayMs: 4000, share: 30, seed: seed + 100, times: null },
  ]));
});
