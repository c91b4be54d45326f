import { expectStatus, PASSWORD } from '../../client.js';
import { arrive, type Deed, has, inTurn, pay } from './deed.js';

/** A page that closes, with a member, somebody at the till, and somebody who paid as it closed: all get back what was not given. */
export const closing: Deed = {
  what: 'closing a page',
  web: /^closing\.counts$/,
  worker: /^(closing\.(?!counts)|memberships\.give$)/,
  also: { worker: /^operation\.(call|done)$/ },
  async prepare(house) {
    return async (n) => {
      const handle = `closing${n}`;
      const page = `/@${handle}`;
      const owner = await arrive(house, `${handle}-owner`);
      expectStatus(await owner.post('/studio', { name: 'Closing', handle, language: 'en' }), 201);
      const tierId = await house.offer('Proof', { price: '7' }, owner, handle);
      const member = await pay(house, `${handle}-member`, { page, tierId });
      const late = await pay(house, `${handle}-late`);
      expectStatus(await (await arrive(house, `${handle}-slow`)).post(`${page}/checkout`, { tierId }), 201);
      const { items: { data: [item] } } = await house.stripe.subscriptions.retrieve(member.subscription);
      const own = `/studio/${handle}/closing`;
      const refunded = (customer: string) => has(
        house, `select 1 from closing_refund r join subscription s using (stripe_account, subscription_id) join creator c on c.id = s.creator_id
          where s.customer_id = $1 and c.handle = $2 and r.done_at is not null`, [customer, handle],
      );
      const begun = () => has(house, 'select 1 from creator where handle = $1 and closing_begun_at is not null', [handle]);
      const lates = () => house.stripe.subscriptions.list({ customer: late.customer, price: item!.price.id, status: 'all' });
      return inTurn(owner, [
        {
          press: async (client) => client.post(own, { password: PASSWORD, farewell: 'Thank you.', readableUntil: (await client.get(own)).json.lastDay }),
          so: async (client) => (await client.get(own)).json.closed !== null,
        },
        { press: () => house.hurry(), so: begun },
        {
          press: async () => {
            const { default_payment_method: card } = await house.stripe.subscriptions.retrieve(late.subscription);
            await house.stripe.subscriptions.create({ customer: late.customer, items: [{ price: item!.price.id }], default_payment_method: card as string });
          },
          so: async () => (await lates()).data.length > 0,
        },
        { press: () => house.hurry(), so: async () => await refunded(member.customer) && await refunded(late.customer) },
      ]);
    };
  },
};
