import { type Client, expectStatus, PASSWORD } from '../../client.js';
import { type Deed, has, inTurn, join, once, queue } from './deed.js';

/** A tier that costs more from now on, and its members moved to that: told by mail, told otherwise, told again, then charged it. */
export const prices: Deed = {
  what: 'moving members to another price',
  web: /^(priceMoves\.(old|announce|move|replace|notices|isOf)|recalls\.(recall|drop))$/,
  worker: /^(priceMoves\.(tell|date|told|find|concerned)|mover\.|recalls\.(late|kept)$|notices\.|catalog\.|mail\.note$)/,
  also: { worker: /^operation\.(call|done)$/ },
  async prepare(house) {
    return async (n) => {
      const tierId = await house.offer(`Year ${n}`);
      const costs = (price: string) => house.owner.post(`/studio/tamsin/tiers/${tierId}/prices`, { price, currency: 'EUR', period: 'year', password: PASSWORD });
      expectStatus(await costs('50'), 201);
      const { subscription } = await join(house, `mover${n}`, { tierId, period: 'year' });
      expectStatus(await costs('60'), 201);
      const own = `/studio/tamsin/tiers/${tierId}/holders`;
      const holders = async (client: Client) => (await client.get(own)).json.prices[0] as { id: string; told: number; waiting: number } | undefined;
      const { id: priceId } = (await holders(house.owner))!;
      const announce = (client: Client) => client.post(own, { priceId, password: PASSWORD });
      // Nobody holds the old price any more when a sweep that somebody else pressed for has moved this member, too.
      const announced = async (client: Client) => { const one = await holders(client); return !one || one.told + one.waiting > 0; };
      const told = async (client: Client) => { const one = await holders(client); return !one || one.waiting === 0; };
      const moved = () => has(house, 'select 1 from subscription where subscription_id = $1 and amount = 6000', [subscription]);
      return inTurn(house.owner, [
        { press: announce, so: announced },
        { press: async () => undefined, so: told },
        once((client) => client.post(`${own}/undo`, { priceId })),
        { press: announce, so: announced },
        { press: async () => undefined, so: told },
        { press: () => queue(house, 'billing.movePrices'), so: moved },
        once(announce),
      ]);
    };
  },
};
