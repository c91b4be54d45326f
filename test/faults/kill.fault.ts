import { Client } from '../client.js';
import type { Fan } from './fan.js';
import { type House, pause } from './house.js';
import { killAtEach, momentsOf, SIDE_BY_SIDE, stepsTold } from './kills.js';
import { bought } from './life.js';
import { fault } from './table.js';

const LASTS = 15 * 60_000;
const CALM = 300_000;
/** Messages a worker has on their way at once: as many copies may come of one death. */
const IN_FLIGHT = 5;

/** Everything that somebody can do on the way to the till and back, the ways round included. */
async function tour(house: House, fan: Fan, url: string): Promise<void> {
  const client = Object.assign(new Client(url), { token: fan.client.token });
  const quietly = <T>(work: Promise<T>) => work.catch(() => undefined);
  const broken = (path: string) => house.control('POST', '/faults', { method: 'POST', path, kind: 'status', status: 500, times: null });
  const till = (tierId: string) => quietly(client.post(`${house.page}/checkout`, { tierId }));
  await quietly(client.get(`${house.page}/join`));
  await quietly(client.post(`${house.page}/membership`));
  await quietly(client.post(`${house.page}/membership/cancellation`));
  await quietly(fetch(`${url}/webhooks/stripe`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=0' } }));
  await quietly(new Client(url).post(`${house.page}/join`, { email: `guest-${fan.email}`, name: 'Guest', tierId: house.tierId }));
  for (const path of ['/v1/customers', '/v1/checkout/sessions']) {
    await broken(path);
    await till(house.tierId);
    await house.control('DELETE', '/faults');
  }
  await till(house.tierId);
  const again = await till(house.tierId);
  if (again?.status === 201) await quietly(client.get(`${house.page}/checkout/return?session_id=${again.json.id}`));
  const last = await till(house.seatedTierId);
  if (last?.status !== 201) return;
  await house.control('POST', `/sessions/${last.json.id}/pay`, { number: '4242424242424242' });
  await quietly(client.get(`${house.page}/checkout/return?session_id=${last.json.id}`));
  await quietly(client.post(`${house.page}/membership/cancellation`));
  if (!fan.wish.leaves) await quietly(client.post(`${house.page}/membership/cancellation/undo`));
}

/** A fan pays and does not come back; buys twice; and Stripe, the bank and the mail server have their moods. */
async function story(house: House, n: number): Promise<void> {
  const fan = await house.welcome(`fan${n}`);
  house.sink.mood = (['takes', 'greylists', 'refuses'] as const)[n % 3]!;
  await house.control('POST', '/faults', { method: 'GET', path: '/v1/customers/*', kind: 'status', status: 500, times: 8 });
  await fan.tries();
  await pause(500);
  await house.control('DELETE', '/faults');
  for (const task of ['billing.lateTills', 'billing.walk', 'billing.hold', 'billing.forgetRuns', 'email.retry']) await house.db.query("select graphile_worker.add_job($1, '{}')", [task]);
  await house.hurry();
  const { customer } = await bought(house, `fan${n - 1}`);
  const { data } = await house.stripe.subscriptions.list({ customer, status: 'all' });
  if (data.length === 1) await house.stripe.subscriptions.create({ customer, items: [{ price: data[0]!.items.data[0]!.price.id }], default_payment_method: data[0]!.default_payment_method as string });
}

describe('kill -9', () => {
  fault('F1', 'a web dies at each step of ingress and checkout', { lasts: LASTS, calm: CALM, audited: true, house: { webs: SIDE_BY_SIDE } }, async (house) =>
    killAtEach(house, house.webs, momentsOf(stepsTold('ingress', 'checkout')).map((moment) => ({ moment })), async (n, web) => {
      const fan = await house.welcome(`tourist${n}`, { returns: true, leaves: n % 3 === 0 });
      await tour(house, fan, `http://127.0.0.1:${web.env.PORT}`);
    }));

  for (const crossing of ['sync', 'payments', 'mail'] as const) {
    fault('F2', `a worker dies at each step of ${crossing}`, { lasts: LASTS, calm: CALM, audited: true, house: { workers: SIDE_BY_SIDE } }, async (house) => {
      const moments = momentsOf(stepsTold(crossing)).map((moment) => ({ moment }));
      house.allowance.copies = moments.length * IN_FLIGHT;
      const told = await killAtEach(house, house.workers, moments, (n) => story(house, n));
      house.sink.mood = 'takes';
      return told;
    });
  }
});
