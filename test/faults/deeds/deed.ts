import { until } from '../../app.js';
import { Client, expectStatus } from '../../client.js';
import { Fan } from '../fan.js';
import type { House } from '../house.js';

/** Something that changes money, as somebody or some job does it: the story in which processes die at each of its steps. */
export interface Deed {
  what: string;
  /** Of the steps it comes by, those that a web comes by in it, and those that a worker does. */
  web?: RegExp;
  worker?: RegExp;
  /** Steps that many come by, and that are died at in this deed, too: where money has moved and is not written down. */
  also?: { web?: RegExp; worker?: RegExp };
  /** Furnishes the house. @returns how the `n`th somebody gets ready, while nothing goes wrong yet, to do it */
  prepare(house: House): Promise<(n: number) => Promise<Wish>>;
}

/** Done through the web at `url` as far as it gets; true once all of it is so. It is tried until then, whatever dies meanwhile. */
export type Wish = (url: string) => Promise<boolean>;

/** One part of a deed: pressed for until it is so. */
export interface Turn {
  press: (client: Client) => Promise<unknown>;
  so: (client: Client) => Promise<boolean>;
}

export interface Member {
  client: Client;
  accountId: string;
  email: string;
  customer: string;
  subscription: string;
}

/** One part after another, each when the one before it is so. */
export function inTurn({ token }: { token: string | null }, turns: Turn[]): Wish {
  let at = 0;
  return async (url) => {
    const client = Object.assign(new Client(url), { token });
    for (; at < turns.length; at++) {
      const { press, so } = turns[at]!;
      if (await so(client)) continue;
      await press(client).catch(() => undefined);
      if (!await so(client)) return false;
    }
    return true;
  };
}

/** Somebody with an account, who came in by the web that nothing happens to. */
export async function arrive(house: House, name: string): Promise<Client & { email: string }> {
  await house.db.query('delete from limit_use');
  const { client, email } = await Fan.arrive(house, name, {}, house.quietUrl);
  return Object.assign(client, { email });
}

/** Somebody who pays for a tier, and of whom all is written down. */
export async function join(house: House, name: string, { page = house.page, tierId = house.tierId, period = 'month', number = '4242424242424242' } = {}): Promise<Member> {
  const client = await arrive(house, name);
  const { id } = expectStatus(await client.post(`${page}/checkout`, { tierId, period }), 201).json as { id: string };
  const { body } = await house.control('POST', `/sessions/${id}/pay`, { number });
  await client.get(`${page}/checkout/return?session_id=${id}`);
  const { customer, subscription } = body as { customer: string; subscription: string };
  const [row] = await until(`${name} to be a member`, async () => {
    const { rows } = await house.db.query<{ account_id: string }>('select account_id from subscription where subscription_id = $1', [subscription]);
    return rows.length > 0 && rows;
  });
  return { client, accountId: row!.account_id, email: client.email, customer, subscription };
}

/** As `join`, and what was paid is in our books. */
export async function pay(house: House, name: string, more: Parameters<typeof join>[2] = {}): Promise<Member & { invoice: string; charge: string }> {
  const member = await join(house, name, more);
  const [paid] = await until(`${name}'s payment`, async () => {
    const { rows } = await house.db.query<{ invoice: string; charge: string }>(
      `select p.invoice_id as invoice, c.charge_id as charge from payment p join payment_charge c using (stripe_account, invoice_id)
       where p.subscription_id = $1 and p.status = 'paid'`, [member.subscription],
    );
    return rows.length > 0 && rows;
  }, 30_000);
  return { ...member, ...paid! };
}

/** As `join`, and the bank has said no to a renewal since. */
export async function joinLate(house: House, name: string): Promise<Member> {
  const member = await join(house, name);
  const { id } = await house.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: member.customer });
  await house.stripe.subscriptions.update(member.subscription, { default_payment_method: id });
  await house.stripe.subscriptions.update(member.subscription, { billing_cycle_anchor: { type: 'now' }, proration_behavior: 'none' });
  await until('the refusal', async () => (await standing(member.client, house.page)).status === 'past_due', 30_000);
  return member;
}

/** Whether the product's database has a row like this. */
export async function has(house: House, query: string, values: unknown[]): Promise<boolean> {
  return (await house.db.query(query, values)).rowCount! > 0;
}

/** Queues a job as the clock would. */
export async function queue(house: House, task: string): Promise<void> {
  await house.db.query("select graphile_worker.add_job($1, '{}', job_key => $1)", [task]);
}

/** How a membership stands, as its fan is told; null where there is none. */
export async function standing(client: Client, page: string): Promise<any> {
  const answer = await client.get(`${page}/membership`);
  return answer.status === 200 ? answer.json : null;
}

/** A turn that is over once it was answered, whatever the answer. */
export function once(press: (client: Client) => Promise<{ status: number }>): Turn {
  let answered = false;
  return { press: async (client) => { answered = (await press(client)).status < 500; }, so: async () => answered };
}
