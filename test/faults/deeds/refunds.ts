import { PASSWORD } from '../../client.js';
import { type Deed, has, inTurn, pay } from './deed.js';

/** Money that a page's owner gives back: a part, then the rest, which ends the membership. */
export const refunds: Deed = {
  what: 'giving money back, in part and whole',
  web: /^((pageRefund|memberPayments|refunds)\.|pageEnding\.(paidFor|word|cancel|open)$|(operation\.sent|jobs\.remove)$)/,
  also: { web: /^(operation\.(call|done)|sync\.project)$/ },
  async prepare(house) {
    return async (n) => {
      const { accountId, invoice } = await pay(house, `refunded${n}`);
      const own = `/studio/tamsin/members/${accountId}/payments/${invoice}`;
      const left = async (client: typeof house.owner) => (await client.get(own)).json.payment.left.amount as number;
      const give = (seen: number, more: object) => (client: typeof house.owner) => client.post(`${own}/refunds`, { seen: String(seen), end: 'no', password: PASSWORD, ...more });
      const ended = () => has(house, 'select 1 from subscription where account_id = $1 and ended_at is not null', [accountId]);
      return inTurn(house.owner, [
        { press: give(0, { amount: '1' }), so: async (client) => await left(client) < 500 },
        { press: give(1, { end: 'yes' }), so: async (client) => await left(client) === 0 && await ended() },
      ]);
    };
  },
};
