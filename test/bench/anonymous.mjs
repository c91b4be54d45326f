import { interleave } from './rounds.mjs';
import { postPath } from './world.mjs';

/** What strangers and feed readers fetch. */
export const ANONYMOUS = [['the creator\'s page', '/@ilse'], ['a public post', postPath(40)], ['the feed', '/@ilse/feed.xml']];
const HEADERS = { accept: 'text/html' };

/** One page for everybody, beside bare `node:http` that sends the same bytes from memory. */
export async function anonymous({ ground, product, plan, path }) {
  const limit = await ground.limit('anonymous.mjs', { PAGE: product.url + path });
  try {
    const [ours, bare] = await Promise.all([product, limit].map(async ({ url }) => (await fetch(url + path, { headers: HEADERS })).text()));
    if (ours !== bare) throw new Error(`The pages differ: ${ours.length} and ${bare.length} characters.`);
    const side = (server) => ({ server, options: () => ({ requests: [{ path, headers: HEADERS }] }) });
    return await interleave(plan, { product: side(product), limit: side(limit) });
  } finally {
    await limit.stop();
  }
}
