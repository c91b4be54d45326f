import { PASSWORD } from '../../client.js';
import { type Deed, has, inTurn, joinLate } from './deed.js';

/** A membership that its page ends at once, while its renewal is asked for in vain. */
export const endings: Deed = {
  what: 'ending a membership',
  web: /^pageEnding\.(?!paidFor|word)/,
  also: { web: /^sync\.project$/ },
  async prepare(house) {
    return async (n) => {
      const { accountId, subscription } = await joinLate(house, `ended${n}`);
      const isOver = () => has(house, 'select 1 from subscription where subscription_id = $1 and ended_at is not null', [subscription]);
      return inTurn(house.owner, [
        { press: (client) => client.post(`/studio/tamsin/members/${accountId}/payments/ending`, { subscription, password: PASSWORD }), so: isOver },
      ]);
    };
  },
};
