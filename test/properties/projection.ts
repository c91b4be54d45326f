import type Stripe from 'stripe';
import { customersOf, type Fan } from './fan.js';
import { chargesOf } from './history.js';
import type { Shelf, World } from './world.js';
import type { Replica } from './replica.js';

/** What an install holds of somebody's money, and what it set off; two installs that agree hold the same. */
export interface Holding {
  subscriptions: object[];
  /** Grants that money gave and that count now or will. */
  grants: object[];
  standing: object[];
  payments: object[];
  paid: string[];
}

/** What was told of somebody's subscriptions: those that began, and those that ended. */
export interface Told {
  started: string[];
  ended: string[];
}

/** @param now business time, in seconds since 1970 */
export async function holdingOf({ db }: Replica, { accountId }: Fan, now: number): Promise<Holding> {
  const rows = async (sql: string, values: unknown[]) => (await db.query<Record<string, unknown>>(sql, values)).rows;
  const [subscriptions, grants, standing, payments, paid] = await Promise.all([
    // Whether one that is over was once too many depends on when one looked; whether one runs that is too many does not.
    rows(`select (to_jsonb(s) - 'walked_at' - 'surplus') || jsonb_build_object('surplus', surplus and status in ('active', 'trialing', 'past_due')) as row from subscription s where account_id = $1 order by subscription_id`, [accountId]),
    rows(`select creator_id, tier_id, source, valid_from, valid_until from access_grant where account_id = $1 and source like 'subscription %' and valid_until > to_timestamp($2) order by source`, [accountId, now]),
    rows('select creator_id, paid_tier_id, paid_since, paid_status, paid_until, price_amount, price_currency, price_period from membership where account_id = $1 and paid_tier_id is not null order by creator_id', [accountId]),
    rows(`select to_jsonb(p) - 'seen_at' as row from payment p where account_id = $1 order by invoice_id`, [accountId]),
    rows("select cause from effect where name = 'paid' and cause in (select invoice_id from payment where account_id = $1) order by 1", [accountId]),
  ]);
  return { subscriptions, grants, standing, payments, paid: paid.map((row) => String(row.cause)) };
}

/** What an install holds of somebody at one creator, as one text. */
export async function standsAt({ db }: Replica, { accountId }: Fan, creatorId: string): Promise<string> {
  const { rows } = await db.query(
    `select subscription_id as id, tier_id, status, opens_until as until, surplus::text as more from subscription where account_id = $1 and creator_id = $2
     union all select source, tier_id, '', valid_until, '' from access_grant where account_id = $1 and creator_id = $2
     union all select '', paid_tier_id, paid_status, paid_until, price_amount::text from membership where account_id = $1 and creator_id = $2 order by 1`, [accountId, creatorId],
  );
  return JSON.stringify(rows);
}

export async function toldOf({ db }: Replica, { accountId }: Fan): Promise<Told> {
  const { rows } = await db.query<{ name: 'started' | 'ended'; cause: string }>(
    "select name, cause from effect where name in ('started', 'ended') and cause in (select subscription_id from subscription where account_id = $1) order by 2", [accountId],
  );
  const of = (name: string) => rows.filter((row) => row.name === name).map((row) => row.cause);
  return { started: of('started'), ended: of('ended') };
}

/** The mails that are owed to somebody, by kind and cause, in order. */
export async function mailsTo({ db }: Replica, { accountId }: Fan): Promise<string> {
  const { rows } = await db.query<{ mail: string }>("select kind || ' ' || cause as mail from mail where account_id = $1 order by 1", [accountId]);
  return rows.map(({ mail }) => mail).join();
}

/** The paid tiers of a creator that somebody holds at an instant, as the gate reads them. */
export async function tiersHeld({ db }: Replica, { accountId }: Fan, creatorId: string, now: number): Promise<Set<string>> {
  const { rows } = await db.query<{ tier: string }>(
    "select tier_id as tier from access_grant where account_id = $1 and creator_id = $2 and source like 'subscription %' and valid_from <= to_timestamp($3) and (valid_until is null or valid_until > to_timestamp($3))", [accountId, creatorId, now],
  );
  return new Set(rows.map((row) => row.tier));
}

const DAY = 86_400;

/** Into which tiers Stripe's own words say that somebody belongs. A model of its own, on purpose. @param disputed ids of subscriptions whose payment a bank disputes */
export function tiersDue({ graceDays, prices, tiers }: Shelf, subscriptions: Stripe.Subscription[], disputed: ReadonlySet<string>, now: number): Set<string> {
  const opens = subscriptions.filter((one) => {
    const invoice = one.latest_invoice as Stripe.Invoice | null;
    const until = Math.max(...one.items.data.map((item) => item.current_period_end));
    if (disputed.has(one.id)) return false;
    if (one.status === 'past_due') return now < (invoice?.status_transitions.finalized_at ?? invoice?.created ?? 0) + graceDays * DAY;
    const isUnpaid = invoice?.billing_reason === 'subscription_cycle' && invoice.status !== 'paid';
    return one.status === 'trialing' || (one.status === 'active' && (one.pause_collection?.behavior !== 'void' || (now < until && !isUnpaid)));
  });
  return new Set(opens.map(({ items }) => tiers[prices.indexOf(items.data[0]!.price.id)]!));
}

/** The invoices that somebody has paid something for, by Stripe's own list, the ids in order. */
export async function paidBy({ stripe }: World, fan: Fan): Promise<string[]> {
  const lists = await Promise.all(customersOf(fan).map((customer) => stripe.invoices.list({ customer, status: 'paid', limit: 100 })));
  return lists.flatMap(({ data }) => data).filter((invoice) => invoice.amount_paid > 0).map((invoice) => invoice.id!).sort();
}

/** The subscriptions of somebody that a bank disputes, as Stripe's objects lead from one to the next. */
export async function disputedOf({ stripe }: World, fan: Fan): Promise<Set<string>> {
  const found = new Set<string>();
  for (const charge of (await chargesOf(stripe, fan)).filter((one) => one.disputed)) {
    const { data: disputes } = await stripe.disputes.list({ charge: charge.id });
    if (disputes.every(({ status }) => ['won', 'warning_closed', 'prevented'].includes(status))) continue;
    const { data: payments } = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: charge.payment_intent as string }, expand: ['data.invoice'] });
    for (const { invoice } of payments) found.add(String((invoice as Stripe.Invoice).parent?.subscription_details?.subscription));
  }
  return found;
}

/** How each refund of somebody's stands, by its id. */
export async function refundsOf({ stripe }: World, fan: Fan): Promise<Map<string, string | null>> {
  const charges = await chargesOf(stripe, fan);
  const lists = await Promise.all(charges.map(({ id }) => stripe.refunds.list({ charge: id, limit: 100 })));
  return new Map(lists.flatMap(({ data }) => data.map(({ id, status }) => [id, status] as const)));
}

/** What was ever given back of each payment that something is given back of now, as it is told: its invoice and the sum, with what did not arrive. */
export async function givenTo({ stripe }: World, fan: Fan): Promise<string[]> {
  const given: string[] = [];
  for (const { id, payment_intent: intent } of (await chargesOf(stripe, fan)).filter((one) => one.amount_refunded > 0)) {
    const refunds = (await stripe.refunds.list({ charge: id, limit: 100 })).data;
    const { data: [payment] } = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: String(intent) } });
    given.push(`${String(payment!.invoice)} ${refunds.reduce((sum, { amount }) => sum + amount, 0)}`);
  }
  return given;
}
