import type { Queryable } from './database.js';
import { systemMillis } from '../clock.js';
import { API_VERSION } from '../api/version.js';
import { thinEvent, thinTypesOf } from '../events/thin-event.js';
import type { Cause } from './work.js';

export interface PendingEvent {
  id: string;
  type: string;
  created: number;
  data: { object: object; previous_attributes?: object };
}

interface Endpoint {
  id: string;
  wants: string[];
  payload: 'snapshot' | 'thin';
}

interface Row {
  id: string;
  type: string;
  created: number;
  thin: boolean;
  data: object;
}

/**
 * Inserts events, each with its thin twins, and one delivery for each enabled endpoint that asked for their type.
 * A thin event of its own, such as a ping, is stored by `insertEvents`.
 */
export async function enqueueEvents(db: Queryable, events: PendingEvent[], cause: Cause | null): Promise<void> {
  const endpoints = await enabledEndpoints(db);
  const rows: Row[] = [];
  const deliveries: { event: string; endpoint: string }[] = [];
  const add = (row: Row, wanting: Endpoint[]) => {
    rows.push(row);
    for (const { id } of wanting) deliveries.push({ event: row.id, endpoint: id });
  };
  for (const event of events) {
    const { id, type, created, data } = event;
    const wanting = endpoints.filter((each) => each.payload === 'snapshot' && asksFor(each, type));
    add({ id, type, created, thin: false, data: snapshotOf(event, cause, wanting.length) }, wanting);
    for (const name of thinTypesOf(type, data.object, data.previous_attributes)) {
      const thin = thinEvent(name, created, data.object as { id: string; object: string }, id, cause);
      const listening = endpoints.filter((each) => each.payload === 'thin' && asksFor(each, name));
      add({ id: thin.id, type: name, created, thin: true, data: thin }, listening);
    }
  }
  await insertEvents(db, rows, deliveries);
}

/** Stores events and what is to be delivered of them. */
export async function insertEvents(
  db: Queryable,
  rows: Row[],
  deliveries: { event: string; endpoint: string }[],
): Promise<void> {
  const text = `INSERT INTO event (id, type, created, thin, data) SELECT id, type, created, thin, data
    FROM json_to_recordset($1) AS event (id text, type text, created bigint, thin boolean, data json)`;
  await db.query({ name: 'events', text, values: [JSON.stringify(rows)] });
  if (deliveries.length === 0) return;
  const due = `INSERT INTO delivery (event, endpoint, due_ms) SELECT event, endpoint, $2
    FROM json_to_recordset($1) AS delivery (event text, endpoint text)`;
  await db.query({ name: 'deliveries', text: due, values: [JSON.stringify(deliveries), systemMillis()] });
}

function snapshotOf({ id, type, created, data }: PendingEvent, cause: Cause | null, pending: number): object {
  return {
    id,
    object: 'event',
    api_version: API_VERSION,
    created,
    data,
    livemode: false,
    pending_webhooks: pending,
    request: { id: cause?.id ?? null, idempotency_key: cause?.idempotencyKey ?? null },
    type,
  };
}

function asksFor({ wants }: Endpoint, type: string): boolean {
  return wants.includes('*') || wants.includes(type);
}

async function enabledEndpoints(db: Queryable): Promise<Endpoint[]> {
  const text = `SELECT id, data -> 'enabled_events' AS wants, coalesce(data ->> 'event_payload', 'snapshot') AS payload
    FROM object WHERE type IN ('webhook_endpoint', 'v2.core.event_destination') AND NOT deleted
      AND data ->> 'status' = 'enabled' ORDER BY seq`;
  return (await db.query({ name: 'endpoints', text })).rows;
}
