import { hash, list, text, type Values } from '../api/params.js';
import { Conditions, listRows, paging } from '../api/list.js';
import { route } from '../api/route.js';
import { invalid, missing } from '../api/stripe-error.js';
import { secondsOf } from '../clock.js';
import type { ThinEvent } from '../events/thin-event.js';
import type { Work } from '../store/work.js';

const PATH = '/v2/core/events';
const listShape = {
  created: hash({ gt: text, gte: text, lt: text, lte: text }),
  limit: paging.limit,
  object_id: text,
  page: text,
  types: list(text),
};

/** GET /v2/core/events: thin events, newest first; moments are ISO 8601, pages follow `next_page_url`. */
async function listThinEvents(work: Work, fields: Values<typeof listShape>): Promise<object> {
  const { limit, object_id: about, page, types, created } = fields;
  const conditions = new Conditions()
    .add("data -> 'related_object' ->> 'id' = ?", about)
    .add('type = ANY(?)', types)
    .created(Object.fromEntries(Object.entries(created ?? {}).map(([how, when]) => [how, momentOf(when, how)])));
  const where = `thin${conditions.sql()}`;
  const paged = { limit, starting_after: page };
  const found = await listRows<ThinEvent>(work, 'event', where, conditions.values, PATH, paged, 'event');
  const query = new URLSearchParams({ limit: String(limit ?? 10), page: found.data.at(-1)?.id ?? '' });
  if (about) query.set('object_id', about);
  for (const type of types ?? []) query.append('types[]', type);
  for (const [how, when] of Object.entries(created ?? {})) query.set(`created[${how}]`, String(when));
  const next = found.has_more ? `${PATH}?${query}` : null;
  return { data: found.data, next_page_url: next, previous_page_url: null };
}

async function loadThinEvent(work: Work, id: string): Promise<ThinEvent> {
  const row = (await work.db.query('SELECT data FROM event WHERE id = $1 AND thin', [id])).rows[0];
  if (!row) throw missing('event', id);
  return row.data;
}

function momentOf(iso: string | null | undefined, how: string): number {
  const seconds = secondsOf(iso ?? '');
  if (seconds === null) throw invalid('Not a moment as ISO 8601 writes it.', `created[${how}]`);
  return seconds;
}

export const thinEventRoutes = [
  route('GET', PATH, listShape, listThinEvents),
  route('GET', `${PATH}/:id`, {}, (work, _fields, id) => loadThinEvent(work, id)),
];
