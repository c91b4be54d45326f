import type { House } from './house.js';

/** What the product finds when it compares its books with Stripe's once more, all being calm. */
export interface Audit {
  /** Customers whose membership differed from Stripe although nothing waited. */
  drifted: string[];
  /** Every movement of the balance, as `<id> <net>`. */
  ledger: string[];
  balance: string[];
}

const CALM_MS = 60_000;

/** Has the nightly walk and the ledger's sweep run, and reads what they found. */
export async function audit(house: House): Promise<Audit> {
  const drifts = async () => (await house.db.query<{ customer_id: string }>('select customer_id from drift')).rows.map((row) => row.customer_id);
  const before = await drifts();
  for (const task of ['billing.walk', 'billing.ledger']) await house.db.query("select graphile_worker.add_job($1, '{}', job_key => $1)", [task]);
  await house.settle(CALM_MS);
  const [ours, theirs] = await Promise.all([
    house.db.query<{ line: string }>("select id || ' ' || net as line from ledger_entry"),
    house.stripeDb.query<{ line: string }>("select id || ' ' || (data ->> 'net') as line from object where type = 'balance_transaction'"),
  ]);
  return { drifted: (await drifts()).slice(before.length), ledger: ours.rows.map((row) => row.line), balance: theirs.rows.map((row) => row.line) };
}

/** Everything that differs, a sentence each. */
export function differences({ drifted, ledger, balance }: Audit): string[] {
  return [
    ...drifted.map((customer) => `${customer} drifted`),
    ...balance.filter((line) => !ledger.includes(line)).map((line) => `${line} moved and is not in the ledger`),
    ...ledger.filter((line) => !balance.includes(line)).map((line) => `${line} is in the ledger and never moved`),
  ];
}
