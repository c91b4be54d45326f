// Benchmarks: the built product beside the least that could do the same work, in one interleaved run. Ratios, not seconds.
import pg from 'pg';
import { ANONYMOUS, anonymous } from './anonymous.mjs';
import { gatedPost } from './gated-post.mjs';
import { payToPost } from './pay-to-post.mjs';
import { layGround } from './product.mjs';
import { modelEvent, webhookAccepted, webhookAmongPages } from './webhook.mjs';
import { fillWorld } from './world.mjs';

const smoke = process.argv.includes('--smoke');
const PLAN = smoke
  ? { runs: 2, mixed: 1, anonymous: { rounds: 1, seconds: 1 }, post: { rounds: 1, seconds: 1 }, webhook: { rounds: 1, seconds: 1 } }
  : { runs: 100, mixed: 60, anonymous: { rounds: 5, seconds: 2 }, post: { rounds: 7, seconds: 3 }, webhook: { rounds: 7, seconds: 2 } };

const say = (line = '') => process.stdout.write(`${line}\n`);
const whole = (n) => Math.round(n).toLocaleString('en');
const ms = (n) => `${n.toFixed(n < 10 ? 1 : 0)} ms`;
const between = ({ median, min, max }, format) => `${format(median)} (${format(min)} to ${format(max)})`;

const ground = await layGround();
const db = new pg.Client(ground.admin);
// The cluster goes before the client does.
db.on('error', () => undefined);
try {
  await db.connect();
  await db.query('create extension pg_stat_statements');
  const { tierId } = await fillWorld(db);
  say('Database without fsync, both sides; 16 connections; rounds interleaved; median (lowest to highest).');
  await together(tierId);
  await compared();
} finally {
  await db.end();
  await ground.remove();
}

/** What a fan waits for: web, worker and sandbox at work together. */
async function together(tierId) {
  const product = await ground.product('all');
  const before = product.memory();
  const { alone, returning } = await payToPost({ ground, product, tierId, runs: PLAN.runs });
  const row = ({ runs, p50, p99, max }) => `p50 ${ms(p50)}, p99 ${ms(p99)}, longest ${ms(max)} of ${runs}`;
  say(`From Pay to the post in a second client       ${row(alone)}`);
  say(`  the first client returns to the success page ${row(returning)}`);
  const model = await modelEvent(db);
  const { events, pages } = await webhookAmongPages({ product, model, seconds: PLAN.mixed });
  const told = ({ rate, p50, p99, max }) => `${whole(rate)}/s, p50 ${ms(p50)}, p99 ${ms(p99)}, longest ${ms(max)}`;
  say(`Webhooks while pages are served (p99 < 200 ms) ${told(events)}; pages ${told(pages)}`);
  remembered('Memory of web and worker', before, product.memory());
  await product.stop();
}

/** What the web process can do, beside its limits. */
async function compared() {
  const model = await modelEvent(db);
  const product = await ground.product('web');
  const before = product.memory();
  const post = await gatedPost({ ground, product, plan: PLAN.post, db });
  compare('Member opens a gated post', post, 0.7);
  say(`  SQL statements for it                         ${post.statements} (aim <= 4)`);
  for (const [what, path] of ANONYMOUS) compare(`A stranger opens ${what}`, await anonymous({ ground, product, plan: PLAN.anonymous, path }), 0.5);
  compare('Webhook accepted', await webhookAccepted({ ground, product, plan: PLAN.webhook, db, model }), 0.6);
  remembered('Memory of web alone', before, product.memory());
  await product.stop();
}

function compare(what, { product, limit, ratio }, aim) {
  say(`${what}, requests a second`);
  for (const [name, { rate, cpu }] of [['product', product], ['limit', limit]]) say(`  ${name.padEnd(45)} ${between(rate, whole)}, ${whole(cpu)} µs of processor each`);
  say(`  ${`ratio (aim >= ${aim})`.padEnd(45)} ${between(ratio, (n) => n.toFixed(2))}; by processor time ${(limit.cpu / product.cpu).toFixed(2)}`);
}

function remembered(what, before, after) {
  const told = ({ rss, pss }) => `${rss} MB resident, ${pss} MB proportional`;
  say(`${what}: started ${told(before)}; at the end ${told(after)}`);
}
