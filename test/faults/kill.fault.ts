import { Client } from '../client.js';
import type { Fan } from './fan.js';
import { type House, pause } from './house.js';
import { bought } from './life.js';
import type { AppProcess } from './process.js';
import { type Crossing, filesOf, stepsOf } from './steps.js';
import { fault, QUICK } from './table.js';

/** How many processes are killed side by side, each at a moment of its own. */
const SIDE_BY_SIDE = 4;
const PATIENCE_MS = 30_000;
const LASTS = 15 * 60_000;
const CALM = 300_000;
/** Messages a worker has on their way at once: as many copies may come of one death. */
const IN_FLIGHT = 5;

/** Steps that these stories do not come by, and why. */
const ELSEWHERE: [RegExp, string][] = [
  [/^(snapshot|sync)\.witness$|^customers\.retire/, 'only where Stripe denies a customer or has deleted one'],
  [/^effects\.happened$/, 'only where a membership is over'],
  [/^effects\.announce$/, 'only where time brings something about'],
  [/^cancellation\.end(Resting)?$/, 'only for a subscription that sleeps or rests'],
  [/^drift\.(note|projection)$|^memberships\.stale$/, 'only where something drifted or was taken back'],
  [/^charges\.(ask|refunds$|writeDisputes$)/, 'only for a charge that went back or is disputed'],
  [/^standings\.forg|^customers\.everyone$/, 'of the command line'],
  [/^catalog\.tax/, 'only where Stripe reckons tax'],
  [/^mail\.forget$/, 'only for somebody who is forgotten'],
  [/^memberships\.(ofAccount|gifts|accountsOf|countByTier|follow|leave|end|give)|^payments\.(ofAccount|own|openOf|byInvoice)$|^drift\.latest$|^signals\.flush$/, 'of pages, and of free memberships'],
];

/** Each step's name of these crossings, from the source, before and after. */
function momentsOf(crossings: Crossing[], side: (name: string) => boolean): string[] {
  const names = crossings.flatMap((crossing) => filesOf(crossing).flatMap(stepsOf)).filter((name) => !ELSEWHERE.some(([elsewhere]) => elsewhere.test(name)) && side(name));
  return (QUICK ? names.filter((_, n) => n % 8 === 0) : names).flatMap((name) => [`${name}:before`, `${name}:after`]);
}

/** Kills a process at each moment while `deed` is done for it again and again. @returns the moments that never came */
async function killAtEach(house: House, processes: AppProcess[], moments: string[], deed: (n: number, process: AppProcess) => Promise<unknown>): Promise<string[]> {
  const unmet: string[] = [];
  let n = 0;
  for (let from = 0; from < moments.length; from += processes.length) {
    const batch = moments.slice(from, from + processes.length);
    await Promise.all(processes.map((one) => one.kill()));
    await Promise.all(batch.map((moment, at) => processes[at]!.start(moment)));
    const end = performance.now() + PATIENCE_MS;
    const dead = async (process: AppProcess, ms: number) => {
      for (const until = performance.now() + ms; !process.dead && performance.now() < until;) await pause(100);
      return process.dead;
    };
    await Promise.all(batch.map(async (moment, at) => {
      const process = processes[at]!;
      while (!process.dead && performance.now() < end) {
        await Promise.race([deed(n++, process).catch(() => undefined), dead(process, PATIENCE_MS)]);
        await dead(process, 1000);
      }
      if (!process.dead) unmet.push(moment);
    }));
  }
  await house.mind();
  return unmet;
}

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

/** What only a web comes by. */
const WEB_ONLY = /^(returns|guests|seats|checkout|cancellation|inbox\.(accept|refuse|dirty)|operation|customers)/;

describe('kill -9', () => {
  fault('F1', 'a web dies at each step of ingress and checkout', { lasts: LASTS, calm: CALM, house: { webs: SIDE_BY_SIDE } }, async (house) => {
    const moments = momentsOf(['ingress', 'checkout'], (name) => WEB_ONLY.test(name));
    const unmet = await killAtEach(house, house.webs, moments, async (n, web) => {
      const fan = await house.welcome(`tourist${n}`, { returns: true, leaves: n % 3 === 0 });
      await tour(house, fan, `http://127.0.0.1:${web.env.PORT}`);
    });
    await house.control('DELETE', '/faults');
    if (unmet.length > 0) house.complaints.push(`nobody came by ${unmet.join(', ')}`);
    return `${moments.length} moments: ${[...new Set(moments.map((one) => one.split(':')[0]))].join(' ')}`;
  });

  for (const crossing of ['sync', 'payments', 'mail'] as const) {
    fault('F2', `a worker dies at each step of ${crossing}`, { lasts: LASTS, calm: CALM, house: { workers: SIDE_BY_SIDE } }, async (house) => {
      const moments = momentsOf([crossing], () => true);
      house.allowance.copies = moments.length * IN_FLIGHT;
      const unmet = await killAtEach(house, house.workers, moments, (n) => story(house, n));
      house.sink.mood = 'takes';
      await house.control('DELETE', '/faults');
      if (unmet.length > 0) house.complaints.push(`nobody came by ${unmet.join(', ')}`);
      return `${moments.length} moments: ${[...new Set(moments.map((one) => one.split(':')[0]))].join(' ')}`;
    });
  }
});
