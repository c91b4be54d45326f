import { type Deed, has, inTurn, pay, standing } from './deed.js';

/** Taking back within fourteen days what one agreed to: it ends, and all of it comes back. */
export const withdrawal: Deed = {
  what: 'withdrawing within fourteen days',
  web: /^withdrawals\./,
  worker: /^withdrawal\./,
  also: { worker: /^operation\.(call|done)$/ },
  async prepare(house) {
    const own = `${house.page}/membership/withdrawal`;
    return async (n) => {
      const { client: fan, subscription } = await pay(house, `withdrawer${n}`);
      const done = () => has(house, 'select 1 from withdrawal where subscription_id = $1 and done_at is not null', [subscription]);
      return inTurn(fan, [
        { press: (client) => client.post(own), so: async (client) => (await client.get(own)).json.received !== null },
        { press: (client) => client.get(own), so: async (client) => await done() && (await standing(client, house.page))?.kind !== 'paid' },
      ]);
    };
  },
};
