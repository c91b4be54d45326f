import type { Queryable } from '../store/database.js';

export interface Attempt {
  event: string;
  type: string;
  endpoint: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  /** Milliseconds since 1970, on the machine's clock. */
  at: number;
  took: number;
  status: number | null;
  error: string | null;
}

/** The latest attempts at delivering an event, newest first. */
export async function recentAttempts(db: Queryable, limit = 200): Promise<Attempt[]> {
  const sql = `SELECT event, event.type, endpoint, state, at_ms AS at, took_ms AS took, attempt.status, error
    FROM attempt JOIN delivery ON delivery.id = attempt.delivery JOIN event ON event.id = delivery.event
    ORDER BY attempt.id DESC LIMIT $1`;
  return (await db.query(sql, [limit])).rows;
}

/** How many deliveries are still to be made. */
export async function pendingDeliveries(db: Queryable): Promise<number> {
  return (await db.query("SELECT count(*) AS pending FROM delivery WHERE state = 'pending'")).rows[0].pending;
}

/** Every object by type, and every event, oldest first. */
export async function dump(db: Queryable): Promise<Record<string, unknown[]>> {
  const { rows } = await db.query("SELECT type, data FROM object UNION ALL SELECT data ->> 'object', data FROM event");
  const byType: Record<string, unknown[]> = {};
  for (const { type, data } of rows) (byType[type] ??= []).push(data);
  return byType;
}

export interface RecentEvent {
  id: string;
  type: string;
  created: number;
  pending: number;
}

/** The latest events, newest first, with how many deliveries still wait. */
export async function recentEvents(db: Queryable, limit = 30): Promise<RecentEvent[]> {
  const sql = `SELECT id, type, created,
      (SELECT count(*) FROM delivery WHERE delivery.event = event.id AND state = 'pending') AS pending
    FROM event WHERE NOT thin ORDER BY seq DESC LIMIT $1`;
  return (await db.query(sql, [limit])).rows;
}

export interface RecentSession {
  id: string;
  created: number;
  status: string;
  amount: number;
  currency: string;
}

/** The latest checkout sessions, newest first. */
export async function recentSessions(db: Queryable, limit = 20): Promise<RecentSession[]> {
  const sql = `SELECT id, created, data ->> 'status' AS status, data ->> 'currency' AS currency,
      (data ->> 'amount_total')::int AS amount
    FROM object WHERE type = 'checkout.session' ORDER BY seq DESC LIMIT $1`;
  return (await db.query(sql, [limit])).rows;
}

export interface RecentCharge {
  id: string;
  created: number;
  amount: number;
  currency: string;
  status: string;
  refunded: boolean;
  disputed: boolean;
  /** The status of its dispute, if it has one. */
  dispute: string | null;
  /** A refund of it that has arrived, if there is one. */
  refund: string | null;
}

/** The latest charges, newest first, with what became of them. */
export async function recentCharges(db: Queryable, limit = 15): Promise<RecentCharge[]> {
  const sql = `SELECT id, created, (data ->> 'amount')::int AS amount, data ->> 'currency' AS currency,
      data ->> 'status' AS status, (data ->> 'refunded')::boolean AS refunded,
      (data ->> 'disputed')::boolean AS disputed,
      (SELECT one.data ->> 'status' FROM object one WHERE one.type = 'dispute' AND one.data ->> 'charge' = charge.id
        LIMIT 1) AS dispute,
      (SELECT one.id FROM object one WHERE one.type = 'refund' AND one.data ->> 'charge' = charge.id
        AND one.data ->> 'status' = 'succeeded' LIMIT 1) AS refund
    FROM object charge WHERE type = 'charge' ORDER BY seq DESC LIMIT $1`;
  return (await db.query(sql, [limit])).rows;
}
