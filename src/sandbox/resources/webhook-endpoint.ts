import type Stripe from 'stripe';

import { listObjects, paging } from '../api/list.js';
import { flag, list, mergeMetadata, metadata, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { API_VERSION } from '../api/version.js';
import { newId, randomText } from '../store/ids.js';
import type { Objects, Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';

export type WebhookEndpoint = Objects['webhook_endpoint'];

const OWN = 'we_1SandboxDeliversToTheApp';
const shape = { url: text, enabled_events: list(text), description: text, metadata, disabled: flag };
const createShape = {
  url: required(text),
  enabled_events: required(list(text)),
  description: text,
  metadata,
  api_version: text,
};

/** An address that events are sent to, as it travels. */
export function webhookEndpoint(now: number, fields: Values<typeof createShape>, id = newId('we')): WebhookEndpoint {
  return {
    id,
    object: 'webhook_endpoint',
    api_version: fields.api_version ?? null,
    application: null,
    created: now,
    description: fields.description ?? null,
    enabled_events: fields.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, fields.metadata),
    status: 'enabled',
    url: fields.url,
  };
}

/** Makes sure that the app's own endpoint is there, at this address and with this secret. */
export async function keepOwnEndpoint(work: Work, url: string, secret: string): Promise<void> {
  const found = await work.find('webhook_endpoint', OWN);
  const fields = {
    url,
    enabled_events: ['*'],
    api_version: API_VERSION,
    description: 'The app this sandbox belongs to',
  };
  await work.create('webhook_endpoint', { ...webhookEndpoint(found?.created ?? work.now, fields, OWN) }, undefined, {
    secret,
  });
}

async function create(work: Work, fields: Values<typeof createShape>): Promise<WebhookEndpoint> {
  checkUrl(fields.url);
  if (fields.api_version && fields.api_version !== API_VERSION)
    throw invalid(`The sandbox speaks ${API_VERSION} only.`, 'api_version');
  const secret = `whsec_${randomText(32)}`;
  const made = await work.create('webhook_endpoint', webhookEndpoint(work.now, fields), undefined, { secret });
  return { ...made, secret };
}

async function update(work: Work, fields: Values<typeof shape>, id: string): Promise<WebhookEndpoint> {
  const before = await work.load('webhook_endpoint', id);
  const { metadata: change, disabled, url, enabled_events: wants, description } = fields;
  if (url) checkUrl(url);
  return work.change('webhook_endpoint', before, {
    metadata: mergeMetadata(before.metadata, change),
    ...(description !== undefined && { description }),
    ...(url && { url }),
    ...(wants && { enabled_events: wants }),
    ...(typeof disabled === 'boolean' && { status: disabled ? 'disabled' : 'enabled' }),
  });
}

async function remove(work: Work, id: string): Promise<object> {
  await work.db.query("UPDATE delivery SET state = 'failed' WHERE endpoint = $1 AND state = 'pending'", [id]);
  const tombstone: Wire<Stripe.DeletedWebhookEndpoint> = { id, object: 'webhook_endpoint', deleted: true };
  return work.remove<'webhook_endpoint'>(await work.load('webhook_endpoint', id), tombstone);
}

/** @throws {StripeError} 400 for anything but an http or https address */
export function checkUrl(url: string): void {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return;
  throw invalid('Not a valid URL; it begins with https:// or http://.', 'url', 'url_invalid');
}

export const webhookEndpointRoutes = [
  route('POST', '/v1/webhook_endpoints', createShape, create),
  route('GET', '/v1/webhook_endpoints', paging, (work, page) =>
    listObjects(work, 'webhook_endpoint', '/v1/webhook_endpoints', page),
  ),
  route('GET', '/v1/webhook_endpoints/:id', {}, (work, _fields, id) => work.load('webhook_endpoint', id)),
  route('POST', '/v1/webhook_endpoints/:id', shape, update),
  route('DELETE', '/v1/webhook_endpoints/:id', {}, (work, _fields, id) => remove(work, id)),
];
