import type Stripe from 'stripe';

import { list, mergeMetadata, metadata, oneOf, required, hash, text, type Values } from '../api/params.js';
import { Conditions, listObjects, paging } from '../api/list.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { API_VERSION } from '../api/version.js';
import { isoOf } from '../clock.js';
import { thinEvent } from '../events/thin-event.js';
import { insertEvents } from '../store/events.js';
import { newId, randomText } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { checkUrl } from './webhook-endpoint.js';

export type EventDestination = Objects['v2.core.event_destination'];

const TYPE = 'v2.core.event_destination';
const PATH = '/v2/core/event_destinations';
const include = list(oneOf('webhook_endpoint.signing_secret', 'webhook_endpoint.url'));
const endpoint = hash({ url: required(text) });
const createShape = {
  description: text,
  enabled_events: required(list(text)),
  event_payload: required(oneOf('snapshot', 'thin')),
  include,
  metadata,
  name: required(text),
  snapshot_api_version: text,
  type: required(oneOf('webhook_endpoint')),
  webhook_endpoint: endpoint,
};
const updateShape = {
  description: text,
  enabled_events: list(text),
  include,
  metadata,
  name: text,
  webhook_endpoint: endpoint,
};
type Include = string[] | null | undefined;

async function create(work: Work, fields: Values<typeof createShape>): Promise<EventDestination> {
  const { event_payload: payload, snapshot_api_version: version, webhook_endpoint: target } = fields;
  if (!target) throw invalid('Missing required param: webhook_endpoint.', 'webhook_endpoint', 'parameter_missing');
  checkUrl(target.url);
  if (payload === 'snapshot' && version && version !== API_VERSION)
    throw invalid(`The sandbox speaks ${API_VERSION} only.`, 'snapshot_api_version');
  const created = isoOf(work.now);
  const destination: EventDestination = {
    id: newId('ed_test'),
    object: TYPE,
    created,
    description: fields.description ?? '',
    enabled_events: fields.enabled_events,
    event_payload: payload,
    livemode: false,
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name,
    ...(payload === 'snapshot' && { snapshot_api_version: API_VERSION }),
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: created,
  };
  const hidden = { url: target.url, secret: `whsec_${randomText(32)}` };
  await work.create(TYPE, destination, undefined, hidden);
  return shown(work, destination, fields.include);
}

async function update(work: Work, fields: Values<typeof updateShape>, id: string): Promise<EventDestination> {
  const before = await work.load(TYPE, id);
  const { webhook_endpoint: target, enabled_events: wants, name, description, metadata: change } = fields;
  if (target) {
    checkUrl(target.url);
    await work.remember(id, { ...(await work.hidden(id)), url: target.url });
  }
  const changed = await work.change(TYPE, before, {
    ...(wants && { enabled_events: wants }),
    ...(name && { name }),
    ...(description !== undefined && { description: description ?? '' }),
    metadata: mergeMetadata(before.metadata ?? {}, change),
    updated: isoOf(work.now),
  });
  return shown(work, changed, fields.include);
}

async function turn(work: Work, id: string, on: boolean): Promise<EventDestination> {
  const { status_details: _gone, ...before } = await work.load(TYPE, id);
  return work.change(TYPE, before, {
    status: on ? 'enabled' : 'disabled',
    ...(!on && { status_details: { disabled: { reason: 'user' } } }),
    updated: isoOf(work.now),
  });
}

async function remove(work: Work, id: string): Promise<object> {
  await work.db.query("UPDATE delivery SET state = 'failed' WHERE endpoint = $1 AND state = 'pending'", [id]);
  const tombstone: Stripe.V2.DeletedObject = { id, object: TYPE };
  return work.remove<typeof TYPE>(await work.load(TYPE, id), tombstone);
}

/** Sends a destination an event that tells of nothing but itself. */
async function ping(work: Work, id: string): Promise<object> {
  const destination = await work.load(TYPE, id);
  const event = thinEvent('v2.core.event_destination.ping', work.now, destination, null, work.cause);
  const row = { id: event.id, type: event.type, created: work.now, thin: true, data: event };
  await insertEvents(work.db, [row], [{ event: event.id, endpoint: id }]);
  work.wake();
  return event;
}

/** A destination with what was asked for: its address, and, when it is made, the secret that signs. */
async function shown(work: Work, destination: EventDestination, parts: Include): Promise<EventDestination> {
  if (!parts?.length) return destination;
  const { url, secret } = (await work.hidden(destination.id)) as { url: string; secret: string };
  return {
    ...destination,
    webhook_endpoint: {
      ...(parts.includes('webhook_endpoint.signing_secret') && { signing_secret: secret }),
      ...(parts.includes('webhook_endpoint.url') && { url }),
    },
  };
}

const readInclude = { include: list(oneOf('webhook_endpoint.url')) };

export const eventDestinationRoutes = [
  route('POST', PATH, createShape, create),
  route('GET', PATH, { limit: paging.limit, include, page: text }, async (work, { limit, include: parts, page }) => {
    const found = await listObjects(work, TYPE, PATH, { limit, starting_after: page }, new Conditions());
    const data = await Promise.all(found.data.map((each) => shown(work, each, parts)));
    const next = found.has_more ? `${PATH}?limit=${limit ?? 10}&page=${data.at(-1)!.id}` : null;
    return { data, next_page_url: next, previous_page_url: null };
  }),
  route('GET', `${PATH}/:id`, readInclude, async (work, { include: parts }, id) =>
    shown(work, await work.load(TYPE, id), parts),
  ),
  route('POST', `${PATH}/:id`, updateShape, update),
  route('DELETE', `${PATH}/:id`, {}, (work, _fields, id) => remove(work, id)),
  route('POST', `${PATH}/:id/enable`, {}, (work, _fields, id) => turn(work, id, true)),
  route('POST', `${PATH}/:id/disable`, {}, (work, _fields, id) => turn(work, id, false)),
  route('POST', `${PATH}/:id/ping`, {}, (work, _fields, id) => ping(work, id)),
];
