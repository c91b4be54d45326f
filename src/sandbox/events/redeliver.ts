import { systemMillis } from '../clock.js';
import type { Work } from '../store/work.js';

/**
 * Lets an event be delivered once more, to one endpoint or to all that are there now: a new delivery each, beside
 * those made before.
 */
export async function redeliver(work: Work, event: string, endpoint: string | null): Promise<void> {
  const sql = `INSERT INTO delivery (event, endpoint, due_ms)
    SELECT $1, id, $2 FROM object
    WHERE type IN ('webhook_endpoint', 'v2.core.event_destination') AND NOT deleted
      AND coalesce(data ->> 'event_payload', 'snapshot') = 'snapshot' AND ($3::text IS NULL OR id = $3)`;
  await work.db.query(sql, [event, systemMillis(), endpoint]);
  work.wake();
}
