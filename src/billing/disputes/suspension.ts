import type { Database } from '../../platform/index.js';
import type { Subscription } from '../subscription.entity.js';

/** In these the money is with us, or came back: everything else Stripe says or will say of a dispute keeps its tier shut. */
export const SETTLED_FOR_US: readonly string[] = ['won', 'warning_closed', 'prevented'];

/**
 * Since when each subscription of a customer is disputed: the first dispute that stands, of any charge that paid for it.
 * @returns by subscription id; those that nobody disputes are not in it
 */
export async function suspensionsOf(db: Database, account: string, customer: string): Promise<Map<string, Date>> {
  const rows = await db.sql<{ subscription: string; since: Date }>(
    'suspensions.of',
    `select p.subscription_id as subscription, min(d.created_at) as since from payment_charge c
     join dispute d on d.stripe_account = c.stripe_account and d.charge_id = c.charge_id
     join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id
     where c.stripe_account = $1 and c.customer_id = $2 and p.subscription_id is not null and not d.status = any($3) group by p.subscription_id`,
    [account, customer, SETTLED_FOR_US],
  );
  return new Map(rows.map((row) => [row.subscription, row.since]));
}

/** A subscription as it stands while `from` is disputed: it opens its tier until then and no longer. Pure. */
export function suspend(row: Subscription, from: Date | null): Subscription {
  if (!from || !row.opensUntil) return { ...row, suspendedFrom: from };
  const until = from < row.opensUntil ? from : row.opensUntil;
  return { ...row, suspendedFrom: from, opensUntil: until > row.startedAt ? until : null };
}
