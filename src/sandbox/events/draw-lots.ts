import type { Queryable } from '../store/database.js';
import type { DeliveryMode } from './delivery-mode.js';

interface Lot {
  id: number;
  dropped: boolean;
  held_until: number | null;
}

/**
 * Draws for every new delivery, in order, whether it is lost, how long it is held back, and makes its copies, each
 * with a delay of its own.
 */
export async function drawLots(db: Queryable, mode: DeliveryMode, random: () => number): Promise<void> {
  const sql = `SELECT delivery.id, event.created FROM delivery JOIN event ON event.id = event
    WHERE state = 'pending' AND NOT planned ORDER BY delivery.id LIMIT 5000`;
  const fresh = (await db.query(sql)).rows as { id: number; created: number }[];
  if (fresh.length === 0) return;
  const lots: Lot[] = [];
  const copies: { of: number; held_until: number | null }[] = [];
  for (const { id, created } of fresh) {
    const dropped = random() * 100 < mode.dropPercent;
    const hold = () => (mode.delaySeconds > 0 ? created + Math.floor(random() * (mode.delaySeconds + 1)) : null);
    lots.push({ id, dropped, held_until: hold() });
    if (!dropped) for (let copy = 1; copy < mode.copies; copy += 1) copies.push({ of: id, held_until: hold() });
  }
  await db.query(
    `UPDATE delivery SET planned = true, held_until = lot.held_until,
        state = CASE WHEN lot.dropped THEN 'dropped' ELSE state END
      FROM json_to_recordset($1) AS lot (id bigint, dropped boolean, held_until bigint) WHERE delivery.id = lot.id`,
    [JSON.stringify(lots)],
  );
  await db.query(
    `INSERT INTO delivery (event, endpoint, due_ms, planned, held_until)
      SELECT event, endpoint, due_ms, true, copy.held_until
      FROM json_to_recordset($1) AS copy ("of" bigint, held_until bigint) JOIN delivery ON delivery.id = copy.of`,
    [JSON.stringify(copies)],
  );
}

/** Lets go of everything that is held back. */
export async function releaseHeld(db: Queryable): Promise<void> {
  await db.query("UPDATE delivery SET held_until = NULL WHERE state = 'pending' AND held_until IS NOT NULL");
}
