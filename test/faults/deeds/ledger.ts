import { type Deed, has, inTurn, pay, queue } from './deed.js';

/** A refund in Stripe's dashboard of which no event tells: the ledger's sweep finds it, and the payment says so. */
export const ledger: Deed = {
  what: 'reading the ledger',
  worker: /^ledger\.|^charges\.(askRefunds|refunds)$/,
  async prepare(house) {
    return async (n) => {
      const { client: fan, charge, invoice } = await pay(house, `ledger${n}`);
      await house.stripe.refunds.create({ charge, amount: 100 });
      return inTurn(fan, [{
        press: () => queue(house, 'billing.ledger'),
        so: () => has(
          house, `select 1 from ledger_entry e join payment p on p.invoice_id = $2
            where e.charge_id = $1 and e.kind = 'refund' and p.refunded = 100`, [charge, invoice],
        ),
      }]);
    };
  },
};
