import { randomBytes } from 'node:crypto';
import autocannon from 'autocannon';
import Stripe from 'stripe';
import { reading } from './gated-post.mjs';
import { WEBHOOK_SECRET } from './product.mjs';
import { interleave } from './rounds.mjs';

const EVENTS_A_SECOND = 200;
const PAGES_A_SECOND = 150;
/** More than either side can take in a second. */
const MOST_A_SECOND = 9000;

/** Customers nobody will ever sync: the rows that an accepted event looks for and marks. */
const PRETEND = `insert into stripe_customer (stripe_account, customer_id, account_id, currency)
  select $1, 'cus_bench' || row_number() over (), id, 'EUR' from account where name like 'member %'`;

/**
 * An accepted event, beside bare Fastify that verifies the signature and inserts one row. The worker is off: the first event of each
 * customer queues a sync, and all later ones find it waiting.
 */
export async function webhookAccepted({ ground, product, plan, db, model }) {
  await db.query(PRETEND, [model.account]);
  const { rows } = await db.query(`select customer_id from stripe_customer where customer_id like 'cus_bench%'`);
  const limit = await ground.limit('webhook.mjs', { WEBHOOK_SECRET });
  try {
    const send = (server) => ({ server, options: () => hooks(model.event, rows.map((row) => row.customer_id), plan.seconds * MOST_A_SECOND) });
    const sides = { product: send(product), limit: send(limit) };
    const result = await interleave(plan, sides);
    const { rows: [{ taken }] } = await db.query(`select count(*)::int as taken from inbox_event where customer_id like 'cus_bench%' and state = 'received'`);
    if (taken === 0) throw new Error('No event was stored.');
    return result;
  } finally {
    await limit.stop();
  }
}

/** Events at a steady rate of which each starts a real sync, while members read. @returns milliseconds, corrected for late starts */
export async function webhookAmongPages({ product, model, seconds }) {
  const common = { url: product.url, duration: seconds };
  const [events, pages] = await Promise.all([
    autocannon({ ...common, ...hooks(model.event, model.customers, seconds * EVENTS_A_SECOND * 2), connections: 10, overallRate: EVENTS_A_SECOND }),
    autocannon({ ...common, requests: reading, connections: 8, overallRate: PAGES_A_SECOND }),
  ]);
  if (events.non2xx + events.errors + pages.non2xx + pages.errors > 0) throw new Error('Not every request was answered well.');
  const told = ({ latency, duration, ...rest }) => ({ rate: rest['2xx'] / duration, p50: latency.p50, p99: latency.p99, max: latency.max });
  return { events: told(events), pages: told(pages) };
}

/** A real event to vary, the account it came from, and the customers that exist at both ends. */
export async function modelEvent(db) {
  const { rows: [event] } = await db.query(`select source, payload from inbox_event where type = 'customer.subscription.created' limit 1`);
  const { rows } = await db.query('select customer_id from stripe_customer');
  return { event: event.payload, account: event.source, customers: rows.map((row) => row.customer_id) };
}

/** autocannon's options for fresh, signed events; all are made before the round begins. */
function hooks(event, customers, count) {
  const timestamp = Math.floor(Date.now() / 1000);
  let next = 0;
  const bodies = Array.from({ length: count }, (_, n) => {
    const id = `evt_${randomBytes(12).toString('hex')}`;
    const payload = JSON.stringify({ ...event, id, data: { object: { ...event.data.object, customer: customers[n % customers.length] } } });
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET, timestamp });
    return { body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': signature } };
  });
  return {
    requests: [{ method: 'POST', path: '/webhooks/stripe', setupRequest: (request) => ({ ...request, ...bodies[next++ % bodies.length] }) }],
  };
}
