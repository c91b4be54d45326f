import { StripeError } from '../api/stripe-error.js';
import { systemMillis } from '../clock.js';
import { createPrice } from '../resources/price.js';
import type { Core } from '../store/core.js';
import { AVAILABLE, BEGAN, customerTemplates, ENDS, NUMBER, type Template } from './templates.js';

export interface Sowing {
  /** How many customers, up to a million. */
  customers: number;
  /** Gives the ids; the same seed cannot be sown twice. */
  seed: number;
  /** What each pays a month, in minor units. */
  amount: number;
  currency: string;
}

export interface Harvest {
  customers: number;
  objects: number;
  price: string;
  product: string;
  tookMs: number;
}

const BATCH = 5000;
const NAME = 'Seeded membership';
const SPREAD = 27 * 86_400;

// Each membership began at some moment of the last 27 days, so that renewals do not all fall on one day.
const SQL = `INSERT INTO object (id, type, created, customer, due, data, hidden)
  SELECT replace(row.id, $2, word), row.type, began, replace(row.customer, $2, word), CASE WHEN row.due THEN ends END,
    replace(replace(replace(replace(row.data, $2, word), '${BEGAN}', began::text), '${ENDS}', ends::text),
      '${AVAILABLE}', (began - began % 86400 + 7 * 86400)::text)::json,
    row.hidden::json
  FROM generate_series($3::bigint, $4::bigint) AS number
    CROSS JOIN LATERAL (SELECT lpad(number::text, 7, '0') AS word, $5::bigint - (number * 7919) % ${SPREAD} AS began) one
    CROSS JOIN LATERAL (SELECT extract(epoch FROM
      (to_timestamp(began) AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC')::bigint AS ends) month
    CROSS JOIN LATERAL json_to_recordset($1) AS row (id text, type text, customer text, due boolean, data text,
      hidden text)`;

/**
 * Fills the sandbox with customers, each with a card, a monthly membership and its first invoice paid by a charge; no
 * events tell of them. What is made depends on the seed and on the clock alone.
 * @throws {StripeError} 409 when this seed was sown before
 */
export async function sow(core: Core, { customers, seed, amount, currency }: Sowing): Promise<Harvest> {
  const began = systemMillis();
  const letters = seed.toString(36).padStart(3, '0').toUpperCase();
  const price = await core.write(null, async (work) => {
    const first = `cus_Seed${letters}${'1'.padStart(7, '0')}`;
    if (await work.findAny(first)) throw new StripeError(`The seed ${seed} was sown before.`, { status: 409 });
    const recurring = { interval: 'month', interval_count: 1 } as const;
    return createPrice(work, { currency, unit_amount: amount, recurring, product_data: { name: NAME } });
  });
  const now = core.clock.now();
  const templates: Template[] = customerTemplates(now, price, NAME, letters);
  await core.exclusive(async () => {
    for (let from = 1; from <= customers; from += BATCH) {
      const to = Math.min(customers, from + BATCH - 1);
      await core.pool.query(SQL, [JSON.stringify(templates), NUMBER, from, to, now]);
    }
    await core.pool.query('ANALYZE object');
  });
  return {
    customers,
    objects: customers * templates.length,
    price: price.id,
    product: String(price.product),
    tookMs: systemMillis() - began,
  };
}

/**
 * Reads what the control API is asked to sow.
 * @throws {RangeError} with a sentence for whoever asked
 */
export function readSowing(fields: Record<string, unknown> = {}): Sowing {
  const { customers = 100, seed = 1, amount = 500, currency = 'eur' } = fields;
  const whole = (name: string, value: unknown, least: number, most: number): number => {
    const number = Number(value);
    if (Number.isSafeInteger(number) && number >= least && number <= most) return number;
    throw new RangeError(`${name} is a whole number from ${least} to ${most}.`);
  };
  if (typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency)) throw new RangeError('currency is like eur.');
  return {
    customers: whole('customers', customers, 1, 1_000_000),
    seed: whole('seed', seed, 0, 36 ** 3 - 1),
    amount: whole('amount', amount, 1, 99_999_999),
    currency,
  };
}
