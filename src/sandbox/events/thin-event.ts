import type Stripe from 'stripe';

import { isoOf } from '../clock.js';
import { newId } from '../store/ids.js';

type Json = Record<string, any>;

/** An event that carries no object, only where to fetch it, as it travels when it is fetched. */
export interface ThinEvent extends Stripe.V2.Core.EventBase {
  related_object: { id: string; type: string; url: string };
}

/** Snapshot types that have no thin twin. */
const WITHOUT_TWIN = /^(tax_rate|plan|payment_link|customer\.source|transfer|topup|quote)\./;
const STATUSES = new Set(['active', 'past_due', 'unpaid', 'trialing', 'incomplete', 'incomplete_expired']);

/** The types of the thin events that tell of what one snapshot event tells of. */
export function thinTypesOf(type: string, object: Json, previous: Json = {}): string[] {
  if (WITHOUT_TWIN.test(type)) return [];
  return [type, ...finerTypes(type, object, previous)].map((each) => `v1.${each}`);
}

/** A new thin event about an object. */
export function thinEvent(
  type: string,
  created: number,
  object: { id: string; object: string },
  snapshot: string | null,
  cause: { id: string; idempotencyKey: string | null } | null,
): ThinEvent {
  const { id, object: kind } = object;
  const request = cause && { id: cause.id, idempotency_key: cause.idempotencyKey ?? '' };
  return {
    id: newId('evt_test', 32),
    object: 'v2.core.event',
    created: isoOf(created),
    livemode: false,
    ...(request && { reason: { type: 'request', request } }),
    related_object: { id, type: kind, url: urlOf(kind, id) },
    ...(snapshot && { snapshot_event: snapshot }),
    type,
  };
}

/** What is sent to a destination: the envelope without what only a fetch shows. */
export function notificationOf(event: Json): Json {
  const { id, object, type, livemode, created, related_object } = event;
  return { id, object, type, livemode, created, context: null, related_object };
}

function urlOf(kind: string, id: string): string {
  const [version, ...rest] = kind.startsWith('v2.') ? kind.split('.') : ['v1', ...kind.split('.')];
  return `/${version}/${rest.join('/')}s/${id}`;
}

function finerTypes(type: string, now: Json, before: Json): string[] {
  const changed = (name: string) => Object.hasOwn(before, name);
  const when = (told: boolean, finer: string) => (told ? [finer] : []);
  if (type === 'customer.subscription.updated') {
    return [
      ...when(changed('status') && STATUSES.has(now.status), `customer.subscription.${now.status}`),
      ...when(changed('cancel_at'), 'customer.subscription.cancel_at_changed'),
      ...when(changed('default_payment_method'), 'customer.subscription.default_payment_method_changed'),
      ...itemTypes(now.items.data, before.items?.data).map((each) => `customer.subscription.item_${each}`),
    ];
  }
  if (type === 'product.updated' || type === 'price.updated') {
    const noun = type.split('.')[0];
    return [
      ...when(changed('active'), `${noun}.${now.active ? 'activated' : 'deactivated'}`),
      ...when(noun === 'product' && changed('default_price'), 'product.default_price_changed'),
      ...when(changed('tax_code'), 'product.tax_code_changed'),
      ...when(changed('lookup_key'), 'price.lookup_key_changed'),
      ...when(changed('tax_behavior'), 'price.tax_behavior_changed'),
    ];
  }
  return [];
}

function itemTypes(now: Json[], before: Json[] = now): string[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = now.filter((item) => old.has(item.id));
  const told = {
    added: kept.length < now.length,
    removed: kept.length < before.length,
    price_changed: kept.some((item) => item.price.id !== old.get(item.id)!.price.id),
    quantity_changed: kept.some((item) => item.quantity !== old.get(item.id)!.quantity),
  };
  return Object.entries(told).flatMap(([name, happened]) => (happened ? [name] : []));
}
