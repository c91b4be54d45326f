import type { Queryable } from './database.js';
import { systemMillis } from '../clock.js';
import { API_VERSION } from '../api/version.js';
import type { Cause } from './work.js';

export interface PendingEvent {
  id: string;
  type: string;
  created: number;
  data: object;
}

/** Inserts events and one delivery for each enabled endpoint that asked for their type. */
export async function enqueueEvents(db: Queryable, events: PendingEvent[], cause: Cause | null): Promise<void> {
  const endpoints = await enabledEndpoints(db);
  const dueMs = systemMillis();
  for (const event of events) {
    const wanting = endpoints.filter(({ wants }) => wants.includes('*') || wants.includes(event.type));
    const snapshot = {
      id: event.id,
      object: 'event',
      api_version: API_VERSION,
      created: event.created,
      data: event.data,
      livemode: false,
      pending_webhooks: wanting.length,
      request: { id: cause?.id ?? null, idempotency_key: cause?.idempotencyKey ?? null },
      type: event.type,
    };
    const insert = 'INSERT INTO event (id, type, created, data) VALUES ($1, $2, $3, $4)';
    await db.query({
      name: 'event',
      text: insert,
      values: [event.id, event.type, event.created, JSON.stringify(snapshot)],
    });
    for (const { id } of wanting) {
      const text = 'INSERT INTO delivery (event, endpoint, due_ms) VALUES ($1, $2, $3)';
      await db.query({ name: 'delivery', text, values: [event.id, id, dueMs] });
    }
  }
}

async function enabledEndpoints(db: Queryable): Promise<{ id: string; wants: string[] }[]> {
  const text = `SELECT id, data -> 'enabled_events' AS wants FROM object
    WHERE type = 'webhook_endpoint' AND NOT deleted AND data ->> 'status' = 'enabled' ORDER BY seq`;
  return (await db.query({ name: 'endpoints', text })).rows;
}
