import Stripe from 'stripe';
import { WEBHOOK_SECRET } from '../app.js';
import { bought, live } from './life.js';
import { type House, pause } from './house.js';
import { fault, QUICK } from './table.js';

const LASTS = QUICK ? 8_000 : 20_000;
const CALM = 240_000;
const DAYS_4 = 4 * 86_400;

/** What the clock of the schedule would do in the night: asks after tills that should have closed, then walks over every customer. */
async function night(house: House): Promise<void> {
  await house.db.query("select graphile_worker.add_job('billing.lateTills', '{}')");
  await calmJobs(house);
  await house.db.query("select graphile_worker.add_job('billing.walk', '{}')");
  await calmJobs(house);
}

async function calmJobs(house: House): Promise<void> {
  for (let n = 1; n > 0; await pause(100)) {
    n = (await house.db.query<{ n: number }>("select count(*)::int as n from graphile_worker.jobs where run_at < now() + interval '1 minute' and attempts < max_attempts")).rows[0]!.n;
  }
}

describe('events', () => {
  fault('F13', 'events come five times each, shuffled', { seeds: [1, 2, 3], lasts: 60_000, calm: CALM }, async (house, seed) => {
    await house.control('POST', '/deliveries', { order: 'shuffled', copies: 5, seed });
    await live(house, LASTS);
    await house.control('POST', '/deliveries', { mode: 'normal' });
  });

  fault('F13', 'events come up to three days late, five times each, shuffled', { seeds: [1, 2], lasts: 60_000, calm: CALM }, async (house, seed) => {
    await house.control('POST', '/deliveries', { mode: 'delayed', order: 'shuffled', copies: 5, seed });
    await live(house, LASTS);
    await house.control('POST', '/deliveries', { mode: 'normal' });
    await house.control('POST', '/clock', { advanceSeconds: DAYS_4 });
  });

  fault('F13', 'of five events one never comes, the others late, shuffled, five times; the nightly walk finds out', { seeds: [1, 2, 3], lasts: 120_000, calm: CALM }, async (house, seed) => {
    await house.control('POST', '/deliveries', { mode: 'delayed', order: 'shuffled', copies: 5, dropPercent: 20, seed });
    await live(house, LASTS);
    await house.control('POST', '/deliveries', { mode: 'normal' });
    await house.control('POST', '/clock', { advanceSeconds: DAYS_4 });
    await night(house);
    const { rows: [lost] } = await house.stripeDb.query<{ n: number }>("select count(*)::int as n from delivery where state = 'dropped'");
    const { rows: [found] } = await house.db.query<{ n: number }>('select count(*)::int as n from drift');
    return `${lost!.n} events were never sent; the walk found ${found!.n} customers that had drifted`;
  });

  fault('F13', 'no event comes at all; the nightly walk finds out', { seeds: [1, 2], lasts: 120_000, calm: CALM }, async (house, seed) => {
    await house.control('POST', '/deliveries', { mode: 'lossy', dropPercent: 100, seed });
    await live(house, LASTS);
    await house.control('POST', '/deliveries', { mode: 'normal' });
    await night(house);
    const { rows: [found] } = await house.db.query<{ n: number }>('select count(*)::int as n from drift');
    return `the walk found ${found!.n} customers that had drifted`;
  });

  fault('F14', 'twenty events of one second, of one customer, at once and in every order', { seeds: [1, 2, 3], lasts: 60_000, calm: CALM }, async (house, seed) => {
    await live(house, LASTS);
    const { customer, subscription } = await bought(house, 'dee');
    await house.control('POST', '/deliveries', { order: 'shuffled', copies: 2, batchMs: 3000, seed });
    for (let n = 0; n < 10; n++) {
      await house.stripe.subscriptions.update(subscription, { cancel_at_period_end: n % 2 === 0 });
      await house.stripe.customers.update(customer, { metadata: { turn: String(n) } });
    }
    await house.control('POST', '/deliveries', { mode: 'normal' });
  });

  fault('F23', 'the webhook secret is changed while both are good', { lasts: 120_000, calm: CALM, house: { webs: 2 } }, async (house) => {
    const living = live(house, LASTS, { minded: false });
    // As Stripe does it: a second secret signs beside the first, until the first is taken away.
    const second = await house.stripe.webhookEndpoints.create({ url: `http://127.0.0.1:${house.front.port}/webhooks/stripe`, enabled_events: ['*'], api_version: Stripe.API_VERSION as '2026-10-28.endive' });
    for (const web of house.webs) {
      await web.kill('SIGTERM');
      web.env.THOUSAND_LOCAL = web.env.THOUSAND_LOCAL!.replace(WEBHOOK_SECRET, `${WEBHOOK_SECRET},${second.secret}`);
      await web.start();
    }
    await living;
    const [first] = (await house.stripe.webhookEndpoints.list()).data.filter((one) => one.id !== second.id);
    await house.stripe.webhookEndpoints.update(first!.id, { disabled: true });
    await house.stripe.subscriptions.update((await bought(house, 'dee')).subscription, { cancel_at_period_end: true });
    const { rows } = await house.stripeDb.query<{ endpoint: string; n: number }>("select endpoint, count(*)::int as n from delivery where state = 'delivered' group by endpoint order by 2 desc");
    return `${rows.map((row) => row.n).join(' and ')} events were taken under the two secrets`;
  });
});
