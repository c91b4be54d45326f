import { interleave } from './rounds.mjs';
import { postPath, tokenOf } from './world.mjs';

const COUNTED = 200;

/** Paying members who open posts, each by cookie: no two requests in a row are for the same person or post. */
export const reading = Array.from({ length: 200 }, (_, n) => ({
  path: postPath(1 + n % 39), headers: { cookie: `session=${tokenOf('member-cookie', 1 + n)}`, accept: 'text/html' },
}));

/** A signed-in member opens a gated post, beside bare Fastify and `pg` that send the same page. */
export async function gatedPost({ ground, product, plan, db }) {
  const limit = await ground.limit('gated-post.mjs');
  try {
    await samePage(product.url, limit.url);
    const statements = await countStatements(db, product.url);
    const side = (server) => ({ server, options: () => ({ requests: reading }) });
    return { ...await interleave(plan, { product: side(product), limit: side(limit) }), statements };
  } finally {
    await limit.stop();
  }
}

/** The comparison is void unless both send the same bytes, with the closed part of the post in them. */
async function samePage(...urls) {
  const [{ path, headers }] = reading;
  const [ours, bare] = await Promise.all(urls.map(async (url) => (await fetch(url + path, { headers })).text()));
  if (ours !== bare) {
    const from = [...ours].findIndex((sign, index) => sign !== bare[index]);
    throw new Error(`The pages differ at ${from}:\n${ours.slice(from - 80, from + 200)}\n---\n${bare.slice(from - 80, from + 200)}`);
  }
  if (!ours.includes('12. Salt')) throw new Error('The post is closed.');
}

/** SQL statements for one page, counted by the server over many; what runs less than once a page is somebody else's. */
async function countStatements(db, url) {
  await db.query('select pg_stat_statements_reset()');
  for (let n = 0; n < COUNTED; n++) await fetch(url + reading[n % reading.length].path, { headers: reading[n % reading.length].headers }).then((answer) => answer.text());
  const { rows } = await db.query('select calls::int, query from pg_stat_statements where calls >= $1', [COUNTED]);
  return rows.reduce((sum, { calls }) => sum + Math.round(calls / COUNTED), 0);
}

