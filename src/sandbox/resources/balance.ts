import type Stripe from 'stripe';

import { route } from '../api/route.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';

interface Row {
  currency: string;
  available: number;
  pending: number;
}

/** What is in the balance, by currency: the sum of all its movements. From Stripe's types and texts only: no recorded call asks for one. */
async function currentBalance(work: Work): Promise<Wire<Stripe.Balance>> {
  const { rows } = await work.db.query<Row>(
    `SELECT data ->> 'currency' AS currency,
       coalesce(sum((data ->> 'net')::bigint) FILTER (WHERE (data ->> 'available_on')::bigint <= $1), 0)::float8 AS available,
       coalesce(sum((data ->> 'net')::bigint) FILTER (WHERE (data ->> 'available_on')::bigint > $1), 0)::float8 AS pending
     FROM object WHERE type = 'balance_transaction' GROUP BY 1 ORDER BY 1`,
    [work.now],
  );
  const part = (which: 'available' | 'pending') =>
    rows.map((row) => ({ amount: row[which], currency: row.currency, source_types: { card: row[which] } }));
  return { object: 'balance', available: part('available'), livemode: false, pending: part('pending') };
}

export const balanceRoutes = [route('GET', '/v1/balance', {}, currentBalance)];
