// How long it takes to come level with Stripe: `npm run bench:converge` reconciles a hundred thousand subscriptions and drains fifty thousand events.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import Stripe from 'stripe';
import { understand } from '../../dist/billing/sync/projection.js';
import { layGround, STRIPE_KEY, WEBHOOK_SECRET } from './product.mjs';
import { fillWorld } from './world.mjs';

const smoke = process.argv.includes('--smoke');
const PLAN = smoke ? { members: 300, drifted: 10, events: 200, customers: 50 } : { members: 100_000, drifted: 1000, events: 50_000, customers: 5000 };
const SENDERS = 32;
const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;
const whole = (n) => Number(n).toLocaleString('en');

const ground = await layGround();
const db = new pg.Client(ground.admin);
db.on('error', () => undefined);
try {
  await db.connect();
  await db.query('create extension pg_stat_statements');
  const { tierId } = await fillWorld(db);
  const { hostname, port } = new URL(ground.stripe);
  const stripe = new Stripe(STRIPE_KEY, { host: hostname, port, protocol: 'http', telemetry: false });
  const account = (await stripe.accounts.retrieveCurrent()).id;
  const from = performance.now();
  await seed(stripe, account, tierId);
  say(`${whole(PLAN.members)} members, the same at both ends: made in ${seconds(from)}`);
  await reconciled(stripe);
  await drained(account);
} finally {
  await db.end();
  await ground.remove();
}

/** Members at both ends who agree, so that what a walk costs is what it costs on a usual night. */
async function seed(stripe, account, tierId) {
  const answer = await fetch(`${ground.stripe}/_sandbox/seed`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ customers: PLAN.members, seed: 1, amount: 500, currency: 'eur' }) });
  const { price } = await answer.json();
  await db.query('insert into stripe_price (stripe_account, price_id, tier_price_id) select $1, $2, id from tier_price where tier_id = $3', [account, price, tierId]);
  const { rows: [{ creator_id: creatorId }] } = await db.query('select creator_id from tier where id = $1', [tierId]);
  for await (const page of pages(stripe)) {
    const { rows: accounts } = await db.query(
      `insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
       select c || '@bench.example', c || '@bench.example', 'seeded', 'en', 'UTC', now(), now() from unnest($1::text[]) with ordinality as s (c, n) order by n returning id`, [page.map((one) => one.customer)],
    );
    await db.query('insert into stripe_customer (stripe_account, customer_id, account_id, currency, dirty_seq, synced_seq, synced_at) select $1, c, a, \'EUR\', 1, 1, now() from unnest($2::text[], $3::uuid[]) as s (c, a)',
      [account, page.map((one) => one.customer), accounts.map((one) => one.id)]);
    const rows = page.map((one, n) => understand(one, { stripeAccount: account, accountId: accounts[n].id }, { tierId, creatorId, graceDays: 7 }));
    const known = new Set((await db.query("select column_name from information_schema.columns where table_name = 'subscription'")).rows.map((row) => row.column_name));
    const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const json = JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]).filter(([name]) => known.has(name)))));
    await db.query('insert into subscription select * from json_populate_recordset(null::subscription, $1)', [json]);
    await db.query(`insert into access_grant (account_id, creator_id, tier_id, reason, source, valid_from, valid_until)
      select account_id, creator_id, tier_id, 'membership', 'subscription ' || stripe_account || ' ' || subscription_id, started_at, opens_until from subscription where subscription_id = any($1)`, [page.map((one) => one.id)]);
  }
  await db.query('analyze');
}

async function* pages(stripe) {
  for (let after, more = true; more;) {
    const page = await stripe.subscriptions.list({ status: 'all', limit: 100, expand: ['data.latest_invoice', 'data.schedule'], ...(after && { starting_after: after }) });
    yield page.data;
    after = page.data.at(-1)?.id;
    more = page.has_more;
  }
}

/** A night's walk where nothing has changed, and one where one in a hundred has and no event told. */
async function reconciled(stripe) {
  const product = await ground.product('all');
  const before = product.memory();
  const quiet = await walk();
  say(`A walk over them, nothing changed: ${quiet.took}, ${whole(quiet.pages)} calls; memory ${before.rss} to ${product.memory().rss} MB`);
  await fetch(`${ground.stripe}/_sandbox/deliveries`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode: 'lossy', dropPercent: 100 }) });
  const { rows } = await db.query('select subscription_id as id from subscription order by md5(subscription_id) limit $1', [PLAN.drifted]);
  for (let n = 0; n < rows.length; n += 20) await Promise.all(rows.slice(n, n + 20).map(({ id }) => stripe.subscriptions.update(id, { cancel_at_period_end: true })));
  const loud = await walk();
  const { rows: [{ found, wrong }] } = await db.query(`select (select count(*)::int from drift) as found, (select count(*)::int from subscription where subscription_id = any($1) and not cancel_at_period_end) as wrong`, [rows.map((row) => row.id)]);
  say(`A walk where ${whole(PLAN.drifted)} had changed: ${loud.took}, ${whole(loud.pages + loud.syncs * 2)} calls; ${whole(found)} found and mended, ${wrong} left wrong; memory ${product.memory().rss} MB`);
  await fetch(`${ground.stripe}/_sandbox/deliveries`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode: 'normal' }) });
  await product.stop();
}

async function walk() {
  await db.query('select pg_stat_statements_reset()');
  const { rows: [{ runs }] } = await db.query('select count(*)::int as runs from sync_run');
  const from = performance.now();
  await db.query("select graphile_worker.add_job('billing.walk', '{}')");
  await calm("select count(*)::int as n from graphile_worker.jobs where task_identifier = 'billing.walk'");
  const took = seconds(from);
  const { rows: [{ pages: turned }] } = await db.query("select coalesce(sum(calls), 0)::int as pages from pg_stat_statements where query like 'with said as (%'");
  const { rows: [{ runs: after }] } = await db.query('select count(*)::int as runs from sync_run');
  return { took, pages: turned, syncs: after - runs };
}

/** Events that came while no worker ran. */
async function drained(account) {
  const { rows } = await db.query("select customer_id as id from stripe_customer where customer_id like 'cus_Seed%' order by md5(customer_id) limit $1", [PLAN.customers]);
  const { rows: [{ runs }] } = await db.query('select count(*)::int as runs from sync_run');
  const web = await ground.product('web');
  const from = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: SENDERS }, async () => {
    for (let n = next++; n < PLAN.events; n = next++) {
      const payload = JSON.stringify({
        id: `evt_${randomBytes(12).toString('hex')}`, object: 'event', api_version: Stripe.API_VERSION, created: Math.floor(Date.now() / 1000), livemode: false, pending_webhooks: 1, request: null, type: 'customer.subscription.updated',
        data: { object: { id: 'sub_1', object: 'subscription', customer: rows[n % rows.length].id } },
      });
      const answer = await fetch(`${web.url}/webhooks/stripe`, { method: 'POST', body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET }) } });
      await answer.text();
      if (answer.status !== 200) throw new Error(`An event was answered ${answer.status}`);
    }
  }));
  const accepted = performance.now() - from;
  await web.stop();
  const start = performance.now();
  const product = await ground.product('all');
  await calm('select count(*)::int as n from stripe_customer where dirty_seq > synced_seq');
  const level = seconds(start);
  await calm("select count(*)::int as n from graphile_worker.jobs where task_identifier in ('billing.sync', 'billing.payments')");
  const { rows: [{ runs: after }] } = await db.query('select count(*)::int as runs from sync_run');
  const { rows: [{ lost }] } = await db.query("select count(*)::int as lost from inbox_event where source = $1 and state not in ('done', 'ignored')", [account]);
  say(`${whole(PLAN.events)} events of ${whole(PLAN.customers)} customers: accepted at ${whole(Math.round(PLAN.events / accepted * 1000))}/s with no worker; level in ${level}, their payments read in ${seconds(start)}`);
  say(`  ${whole(after - runs)} syncs, ${whole((after - runs) * 4)} calls (two for each sync, two for its payments); ${lost} events left; memory ${product.memory().rss} MB`);
  await product.stop();
}

async function calm(sql) {
  for (let n = 1; n > 0; await new Promise((resolve) => { setTimeout(resolve, 100); })) n = (await db.query(sql)).rows[0].n;
}
