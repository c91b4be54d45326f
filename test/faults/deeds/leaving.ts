import { type Deed, has, inTurn, joinLate } from './deed.js';

/** A renewal that the bank refused, and its fan leaves: it is over, and nothing is asked for. */
export const leaving: Deed = {
  what: 'leaving while a payment fails',
  web: /^lateEnding\./,
  async prepare(house) {
    return async (n) => {
      const { client, accountId, subscription } = await joinLate(house, `leaver${n}`);
      const open = async () => (await house.stripe.invoices.list({ subscription, status: 'open' })).data.length;
      return inTurn(client, [{
        press: (web) => web.post(`${house.page}/membership/cancellation`),
        so: async () => await has(house, 'select 1 from subscription where account_id = $1 and ended_at is not null', [accountId]) && await open() === 0,
      }]);
    };
  },
};
