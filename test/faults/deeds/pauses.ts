import { type Deed, inTurn, join, standing } from './deed.js';

/** A rest, made longer, and its end. */
export const pauses: Deed = {
  what: 'pausing and going on',
  web: /^pauses\.(?!ahead)/,
  also: { web: /^sync\.project$/ },
  async prepare(house) {
    const own = `${house.page}/membership/pause`;
    return async (n) => {
      const fan = await join(house, `rester${n}`);
      return inTurn(fan.client, [
        { press: (client) => client.post(own, { months: '2' }), so: async (client) => (await standing(client, house.page))?.status === 'paused' },
        { press: (client) => client.post(`${own}/undo`), so: async (client) => (await standing(client, house.page))?.status === 'active' },
      ]);
    };
  },
};
