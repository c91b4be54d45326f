import { type Deed, inTurn, join, once } from './deed.js';

/** An operator has everything worked through again that was put aside, and one event besides. */
export const replays: Deed = {
  what: 'replaying events',
  web: /^replays\./,
  async prepare(house) {
    await house.db.query("update account set operator_since = now() where email like 'owner@%'");
    return async (n) => {
      const { customer } = await join(house, `replayed${n}`);
      const { rows: [event] } = await house.db.query<{ id: string }>('select id from inbox_event where customer_id = $1 limit 1', [customer]);
      return inTurn(house.owner, [once((client) => client.post(`/operator/inbox/${event!.id}/replays`)), once((client) => client.post('/operator/inbox/replays'))]);
    };
  },
};
