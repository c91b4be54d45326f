import autocannon from 'autocannon';

/**
 * Loads two servers in turn, A B A B ..., so that whatever else the machine does meets both.
 * @param {{ rounds: number, seconds: number }} plan
 * @param {{ product: Side, limit: Side }} sides
 * @returns {Promise<{ product: Result, limit: Result, ratio: Spread }>} ratio: product / limit of each round
 *
 * @typedef {{ server: import('./product.mjs').Process, options: () => object }} Side autocannon's options for one round
 * @typedef {{ rate: Spread, cpu: number }} Result answers a second; the server's processor time for one, in microseconds
 * @typedef {{ median: number, min: number, max: number }} Spread
 */
export async function interleave({ rounds, seconds }, sides) {
  const rates = { product: [], limit: [] };
  const costs = { product: [], limit: [] };
  for (const name of ['limit', 'product']) await load(sides[name], Math.min(seconds, 3));
  for (let round = 0; round < rounds; round++) {
    for (const name of ['product', 'limit']) {
      const { rate, cpu } = await load(sides[name], seconds);
      rates[name].push(rate);
      costs[name].push(cpu);
    }
  }
  const result = (name) => ({ rate: spread(rates[name]), cpu: spread(costs[name]).median });
  return { product: result('product'), limit: result('limit'), ratio: spread(rates.product.map((rate, round) => rate / rates.limit[round])) };
}

/** One load; every answer must be a 2xx. */
async function load({ server, options }, duration) {
  const before = server.cpu();
  const result = await autocannon({ url: server.url, connections: 16, ...options(), duration });
  const answers = result['2xx'];
  if (result.non2xx > 0 || result.errors > 0 || answers === 0) throw new Error(`${server.url}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`);
  return { rate: answers / result.duration, cpu: (server.cpu() - before) / answers * 1e6 };
}

export function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return { median: at(sorted, 0.5), min: sorted[0], max: sorted.at(-1) };
}

/** The smallest value of `sorted` that at least the share `q` of all does not exceed (nearest rank). */
export function at(sorted, q) {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)];
}
