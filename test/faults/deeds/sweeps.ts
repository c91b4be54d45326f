import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { WEBHOOK_SECRET } from '../../app.js';
import type { Client } from '../../client.js';
import { type Deed, inTurn, once, pay, queue } from './deed.js';

const TASKS = ['billing.lateSyncs', 'billing.lateTills', 'billing.missedEvents', 'billing.renewalsAhead', 'billing.pausesAhead', 'billing.cardsExpiring', 'billing.sweepGuests'];

/** What runs by the clock, and events that name no customer. */
export const sweeps: Deed = {
  what: 'the sweeps, and thin events',
  web: /^inbox\.known$/,
  worker: /^(missed|related|late)\.|^(guests\.unproved|renewals\.ahead|pauses\.ahead|cards\.expiring|inbox\.(whom|settle)|stripe\.account)$/,
  async prepare(house) {
    return async (n) => {
      const { client: fan, subscription, charge } = await pay(house, `swept${n}`);
      const thin = (type: string, id: string) => (client: Client) => {
        const payload = JSON.stringify({
          id: `evt_${randomUUID().replaceAll('-', '')}`, object: 'v2.core.event', type: `v1.${type}.updated`, livemode: false, created: new Date().toISOString(), context: null,
          related_object: { type, id, url: `/v1/${type}s/${id}` },
        });
        return fetch(`${client.url}/webhooks/stripe`, {
          method: 'POST', body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET }) },
        });
      };
      let queued = false;
      return inTurn(fan, [
        once(thin('subscription', subscription)),
        once(thin('charge', charge)),
        {
          press: async () => {
            for (const task of queued ? [] : TASKS) await queue(house, task);
            queued = true;
          },
          so: async () => queued && (await house.db.query('select 1 from graphile_worker.jobs where key = any($1)', [TASKS])).rowCount === 0,
        },
      ]);
    };
  },
};
