import type Stripe from 'stripe';

import { Conditions, listRows, paging, type Page } from '../api/list.js';
import { flag, list, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { missing } from '../api/stripe-error.js';
import { redeliver } from '../events/redeliver.js';
import type { Work } from '../store/work.js';

/** An event as it travels; `data.object` is the object as it was then. */
export type Event = Stripe.EventBase;

const listShape = { ...paging, created: range, delivery_success: flag, type: text, types: list(text) };

async function listEvents(
  work: Work,
  { created, delivery_success: delivered, type, types, ...page }: Values<typeof listShape>,
): Promise<Page<Event>> {
  const conditions = new Conditions()
    .created(created)
    .add('type = ?', type?.includes('*') ? null : type)
    .add('type = ANY(?)', types);
  if (type?.includes('*')) conditions.add('type LIKE ?', type.replaceAll('*', '%'));
  let where = `NOT thin${conditions.sql()}`;
  const undelivered =
    "EXISTS (SELECT 1 FROM delivery WHERE delivery.event = event.id AND delivery.state <> 'delivered')";
  if (typeof delivered === 'boolean') where += ` AND ${delivered ? 'NOT ' : ''}${undelivered}`;
  const found = await listRows<Event>(work, 'event', where, conditions.values, '/v1/events', page, 'event');
  return { ...found, data: await withPending(work, found.data) };
}

/** The event with this id; `pending_webhooks` tells how many deliveries are still to be made. */
export async function loadEvent(work: Work, id: string): Promise<Event> {
  const row = (await work.db.query('SELECT data FROM event WHERE id = $1 AND NOT thin', [id])).rows[0];
  if (!row) throw missing('event', id);
  return (await withPending(work, [row.data]))[0]!;
}

async function withPending(work: Work, events: Event[]): Promise<Event[]> {
  const sql =
    "SELECT event, count(*) AS pending FROM delivery WHERE event = ANY($1) AND state = 'pending' GROUP BY event";
  const { rows } = await work.db.query(sql, [events.map((event) => event.id)]);
  const pending = new Map(rows.map((row) => [row.event as string, Number(row.pending)]));
  return events.map((event) => ({ ...event, pending_webhooks: pending.get(event.id) ?? 0 }));
}

export const eventRoutes = [
  route('GET', '/v1/events', listShape, listEvents),
  route('GET', '/v1/events/:id', {}, (work, _fields, id) => loadEvent(work, id)),
  route('POST', '/v1/events/:id/retry', { webhook_endpoint: text }, async (work, fields, id) => {
    await loadEvent(work, id);
    await redeliver(work, id, fields.webhook_endpoint ?? null);
    return loadEvent(work, id);
  }),
];
