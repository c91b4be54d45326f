import type { Client } from '../../client.js';
import { type Deed, inTurn, join, once, standing } from './deed.js';

/** Every way of changing a tier, and back: at once, when the period ends, otherwise, and unpaid. */
export const changes: Deed = {
  what: 'changing tier, at once, later and unpaid, and taking it back',
  web: /^(changes|quotes|changeNews)\./,
  also: { web: /^(operation\.(call|done)|sync\.project)$/ },
  async prepare(house) {
    const [dearer, dearest] = [await house.offer('Edition', { price: '11' }), await house.offer('Press', { price: '30' })];
    const own = `${house.page}/membership`;
    return async (n) => {
      const fan = await join(house, `changer${n}`);
      let agreed: object = {};
      const press = (tierId: string) => async (client: Client) => {
        const { quote } = (await client.get(`${own}/change?tier=${tierId}`)).json;
        agreed = { tierId, period: 'month', due: quote.due.amount, price: quote.price.amount, at: quote.at };
        return client.post(`${own}/change`, agreed);
      };
      const undo = (client: Client) => client.post(`${own}/change/undo`);
      const so = (holds: (membership: any) => boolean) => async (client: Client) => holds(await standing(client, house.page));
      return inTurn(fan.client, [
        { press: press(dearer), so: so(({ tier }) => tier.id === dearer) },
        { press: press(house.tierId), so: so(({ coming }) => coming?.tier.id === house.tierId) },
        { press: press(house.seatedTierId), so: so(({ coming }) => coming?.tier.id === house.seatedTierId) },
        { press: undo, so: so(({ coming }) => coming === null) },
        {
          press: async (client) => {
            const card = await house.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: fan.customer });
            await house.stripe.subscriptions.update(fan.subscription, { default_payment_method: card.id });
            await press(dearest)(client);
          },
          so: so(({ coming }) => coming?.kind === 'unpaid'),
        },
        once((client) => client.post(`${own}/change`, agreed)),
        { press: undo, so: so(({ coming }) => coming === null) },
      ]);
    };
  },
};
