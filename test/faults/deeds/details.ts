import { type Deed, inTurn, join } from './deed.js';

/** Who an invoice is written to: said, then said otherwise, and at Stripe one tax number in the end. */
export const details: Deed = {
  what: 'saying who invoices are written to',
  web: /^details\./,
  async prepare(house) {
    return async (n) => {
      const { client, customer } = await join(house, `writer${n}`);
      const own = '/account/billing-details';
      const written = { name: `Writer ${n}`, line1: 'Hafenstraße 1', postalCode: '20457', city: 'Hamburg', country: 'DE' };
      const says = (taxNumber: string) => ({
        press: (web: typeof house.owner) => web.post(own, { ...written, taxNumber }),
        so: async (web: typeof house.owner) => {
          const { details: now } = (await web.get(own)).json;
          const { data } = await house.stripe.customers.listTaxIds(customer);
          return now?.taxNumber === taxNumber && now.line1 === written.line1 && data.length === 1;
        },
      });
      return inTurn(client, [says('DE123456789'), says('DE987654321')]);
    };
  },
};
