import { until } from '../../app.js';
import { expectStatus, PASSWORD } from '../../client.js';
import { type Deed, inTurn, join } from './deed.js';

/** Another address, which Stripe writes to from then on. */
export const addresses: Deed = {
  what: 'another address',
  worker: /^address\./,
  async prepare(house) {
    return async (n) => {
      const { client: fan, customer } = await join(house, `moving${n}`);
      const email = `moved${n}@people.example`;
      expectStatus(await fan.post('/account/security/address', { email, password: PASSWORD }), 202);
      const link = await until('the letter', async () => /\/address-changes\/[\w-]+/.exec(house.sink.letters.get(email)?.replaceAll('=\r\n', '') ?? '')?.[0], 30_000);
      expectStatus(await fan.post(link), 200);
      return inTurn(fan, [{ press: async () => undefined, so: async () => (await house.stripe.customers.retrieve(customer) as { email?: string }).email === email }]);
    };
  },
};
