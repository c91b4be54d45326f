import { postPath, tokenOf } from './world.mjs';
import { at } from './rounds.mjs';

const POLL_MS = 5;
const PATIENCE_MS = 20_000;

/**
 * From the press on Pay to the post's body in a second client, which asks for the post every 5 ms and never sees the
 * success page: only the webhook can open it. In the second row the first client returns to the success page, as people do.
 * @returns {Promise<{ alone: Waits, returning: Waits }>} in milliseconds; @typedef {{ runs: number, p50: number, p99: number, max: number }} Waits
 */
export async function payToPost({ ground, product, tierId, runs }) {
  const fans = Array.from({ length: runs * 2 }, (_, n) => n + 1);
  // The tier enters Stripe's catalogue with its first buyer; that is not what is measured.
  await buy(ground, product, 250, tierId, false);
  const waits = { alone: [], returning: [] };
  for (const fan of fans) waits[fan % 2 ? 'alone' : 'returning'].push(await buy(ground, product, fan, tierId, fan % 2 === 0));
  return { alone: summary(waits.alone), returning: summary(waits.returning) };
}

async function buy(ground, product, fan, tierId, returns) {
  const headers = { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${tokenOf('fan-token', fan)}` };
  const checkout = await answered(await fetch(`${product.url}/@ilse/checkout`, { method: 'POST', headers, body: JSON.stringify({ tierId }) }));
  const from = performance.now();
  const opened = untilOpen(`${product.url}${postPath(1 + fan % 40)}`, `session=${tokenOf('fan-cookie', fan)}`, from);
  await answered(await fetch(`${ground.stripe}/_sandbox/sessions/${checkout.id}/pay`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"number":"4242424242424242"}',
  }));
  if (returns) await answered(await fetch(`${product.url}/@ilse/checkout/return?session_id=${checkout.id}`, { headers }));
  return opened;
}

/** @returns milliseconds since `from` until the answer with the body in it had arrived */
async function untilOpen(url, cookie, from) {
  while (performance.now() - from < PATIENCE_MS) {
    const { post } = await answered(await fetch(url, { headers: { accept: 'application/json', cookie } }));
    if (post.body !== null) return performance.now() - from;
    await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
  }
  throw new Error(`${url} stayed closed for ${PATIENCE_MS} ms after the payment.`);
}

async function answered(response) {
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return response.json();
}

function summary(waits) {
  const sorted = waits.toSorted((a, b) => a - b);
  return { runs: sorted.length, p50: at(sorted, 0.5), p99: at(sorted, 0.99), max: sorted.at(-1) };
}
