import { type Deed, has, inTurn, pay, queue } from './deed.js';

/** A bank warns, its customer disputes, and we lose: nothing more is charged, and what was disputed ends. */
export const disputes: Deed = {
  what: 'a warning and a dispute',
  worker: /^(dispute|disputes|suspensions|warnings)\.|^charges\.(askDisputes|writeDisputes)$/,
  async prepare(house) {
    return async (n) => {
      const { client: fan, charge, subscription } = await pay(house, `disputer${n}`);
      const { body: warning } = await house.control('POST', `/charges/${charge}/warning`);
      let dispute = '';
      const is = (condition: string) => has(house, `select 1 from subscription where subscription_id = $1 and ${condition}`, [subscription]);
      return inTurn(fan, [
        {
          press: () => queue(house, 'billing.fraudWarnings'),
          so: () => has(house, 'select 1 from fraud_warning where warning_id = $1', [warning.id]),
        },
        {
          press: async () => { dispute ||= (await house.control('POST', `/charges/${charge}/dispute`, {})).body.id; },
          so: () => is('suspended_from is not null and cancel_at_period_end'),
        },
        { press: () => house.control('POST', `/disputes/${dispute}/lose`), so: () => is('ended_at is not null') },
      ]);
    };
  },
};
