import { routes } from '../../src/sandbox/routes.js';
import { createWorld, customerWithCard, monthlyPrice, openSession, SECRET_KEY, type World } from './sandbox.js';
import { faultsOf } from './schemas.js';

const VALUES = [
  '',
  ' ',
  'x',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'null',
  'true',
  '\u0000',
  '\ud800',
  "'; DROP TABLE object; --",
  '🦉'.repeat(9),
  'y'.repeat(6000),
  '{"a":1}',
  'http://x',
];
const SHAPES = [
  (name: string) => name,
  (name: string) => `${name}[]`,
  (name: string) => `${name}[0][id]`,
  (name: string) => `${name}[a]`,
  (name: string) => `${name}[__proto__][x]`,
];

const HOMES: Record<string, string> = {
  cus: '/v1/customers/',
  price: '/v1/prices/',
  sub: '/v1/subscriptions/',
  cs: '/v1/checkout/sessions/',
  in: '/v1/invoices/',
};

describe('hostile requests', () => {
  let world: World;
  let real: string[];

  beforeAll(async () => {
    world = await createWorld();
    const { stripe } = world;
    const customer = await customerWithCard(stripe);
    const price = await monthlyPrice(stripe);
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const session = await openSession(stripe);
    real = [customer.id, price.id, subscription.id, session.id, subscription.latest_invoice as string];
  });
  afterAll(() => world?.close());

  it.each(routes.map((route) => [route.method, route.path, route] as const))(
    '%s %s never fails',
    async (method, path, route) => {
      const failures: string[] = [];
      const theirs = real.filter((id) => path.startsWith(HOMES[id.split('_')[0]!]!));
      for (const id of path.includes(':id') ? ['nothing', '%00', '..%2f..', ...theirs] : ['']) {
        for (const [place, name] of [...Object.keys(route.shape), 'expand', 'unheard_of'].entries()) {
          // Every name meets every shape, and the names of a route meet every value in turn.
          for (const [index, shape] of SHAPES.entries()) {
            // Where there is no such object, one shape says enough.
            if (id !== '' && !id.includes('_') && index > 0) break;
            const value = VALUES[(place * SHAPES.length + index) % VALUES.length]!;
            const fields = new URLSearchParams([[shape(name), value]]);
            const url = `${world.sandbox.url}${path.replace(':id', id)}${method === 'POST' ? '' : `?${fields}`}`;
            const headers = { authorization: `Bearer ${SECRET_KEY}` };
            const response = await fetch(url, { method, headers, ...(method === 'POST' && { body: fields }) });
            const answer = await response.json();
            const faults = faultsOf(answer);
            if (response.status >= 500 || faults.length > 0)
              failures.push(`${response.status} ${url} ${fields} ${JSON.stringify(answer).slice(0, 200)} ${faults}`);
          }
        }
      }
      expect(failures.slice(0, 5)).toEqual([]);
    },
  );
});
