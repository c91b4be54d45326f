import { seal } from '../../../src/platform/crypto/sealed.js';
import { SECRET_KEY } from '../../app.js';
import { Client } from '../../client.js';
import { type Deed, inTurn, joinLate, once, standing } from './deed.js';

/** A renewal that the bank refused, and another card by the link of the mail, which pays it. */
export const cards: Deed = {
  what: 'setting a refused payment right with another card',
  web: /^(cardLinks\.read|ways\.|recover\.(?!owing))/,
  worker: /^(recover\.owing|cardLinks\.about|grace\.)/,
  also: { web: /^operation\.(call|done)$/ },
  async prepare(house) {
    const tier = `/studio/tamsin/tiers/${house.tierId}`;
    return async (n) => {
      const fan = await joinLate(house, `late${n}`);
      const { rows: [{ account }] } = await house.db.query('select stripe_account as account from subscription where subscription_id = $1', [fan.subscription]);
      const link = `/mail/card/${seal([SECRET_KEY], 'card', [account, fan.subscription])}`;
      /** Another card for all that the customer has: their membership goes on with its own. */
      const inTheDashboard = async () => {
        const { id } = await house.stripe.paymentMethods.attach('pm_card_mastercard', { customer: fan.customer });
        await house.stripe.customers.update(fan.customer, { invoice_settings: { default_payment_method: id } });
      };
      return inTurn(house.owner, [
        once(async (client) => {
          const { tier: { version, graceDays } } = (await client.get(tier)).json;
          return client.post(tier, { name: 'Proof', description: '', benefits: '', welcome: 'So glad.', price: '5', currency: 'EUR', graceDays: graceDays === 7 ? '8' : '7', version });
        }),
        {
          press: async ({ url }) => {
            const stranger = new Client(url);
            await stranger.post(link, { way: 'confirm' });
            const { url: portal } = (await stranger.post(link, { way: 'card' })).json;
            if (n % 2 === 0) await fetch(`${portal}/card`, { method: 'POST', body: new URLSearchParams({ number: '5555555555554444' }), redirect: 'manual' });
            else await inTheDashboard();
            // Whoever closes the window there, one in four, is seen to by a job.
            if (n % 4 !== 3) await stranger.get(`${link}/return`);
          },
          so: async () => (await standing(fan.client, house.page)).status === 'active',
        },
      ]);
    };
  },
};
