import { until } from '../../app.js';
import { expectStatus } from '../../client.js';
import { pause } from '../house.js';
import { arrive, type Deed, has, inTurn, join, once, queue } from './deed.js';

/** Free days: announced before they end, and ended at once for a card that had them before. */
export const trials: Deed = {
  what: 'free days',
  web: /^trials\.may$/,
  worker: /^(trials\.(?!may)|repeated\.)|^effects\.(announce|happened)$/,
  async prepare(house) {
    const tierId = await house.offer('Taste', { trialDays: '2', trialCard: 'no' });
    const withCard = await house.offer('Sip', { trialDays: '2' });
    await join(house, 'first-sip', { tierId: withCard });
    // Of two that begin in one second, Stripe does not say which was first.
    await pause(1100);
    return async (n) => {
      const fan = await arrive(house, `taster${n}`);
      const { url } = expectStatus(await fan.post(`${house.page}/checkout`, { tierId }), 201).json as { url: string };
      await fetch(url, { method: 'POST', body: new URLSearchParams({}), redirect: 'manual' });
      const again = await join(house, `sipper${n}`, { tierId: withCard });
      const [trial] = await until('free days', async () => {
        const { rows } = await house.db.query<{ id: string }>(
          "select subscription_id as id from subscription s join account a on a.id = s.account_id where a.email = $1 and status = 'trialing'", [fan.email],
        );
        return rows.length > 0 && rows;
      }, 30_000);
      return inTurn(fan, [
        {
          press: () => queue(house, 'billing.trialsAhead'),
          so: () => has(house, "select 1 from effect where name = 'trial_ending' and cause like $1 || ' %'", [trial!.id]),
        },
        { press: async () => undefined, so: () => has(house, 'select 1 from subscription where subscription_id = $1 and ended_at is not null', [again.subscription]) },
        once((client) => client.get(`${house.page}/join`)),
      ]);
    };
  },
};
