import { fromUnix, parseDate } from '../../platform/index.js';
import type { Stripe } from '../stripe/stripe.client.js';
import { chargeOf, customerOf } from './event-customer.js';

/** An event at our door, whole or thin: who it speaks of, and what the door asks. What else it says is not believed. */
export interface Arrival {
  id: string;
  type: string;
  created: Date;
  livemode: boolean;
  /** The account it is of, where it says so. */
  account: string | null;
  /** The API version it is written in; a thin one carries nothing that has a version. */
  version: string | null;
  thin: boolean;
  customer: string | null;
  /** A charge that tells whom it is about, where it names no customer. */
  charge: string | null;
  /** Of a thin one: the object that tells whom it is about, by its type and id and where to fetch it. */
  related: { type: string; id: string; url: string } | null;
}

/** An event with its object (Stripe's "snapshot"). */
export function arrivalOf(event: Stripe.Event): Arrival {
  const { id, type, created, livemode, account = null, api_version: version, data } = event;
  return { id, type, created: fromUnix(created), livemode, account, version, thin: false, customer: customerOf(data.object), charge: chargeOf(data.object), related: null };
}

/** An event that only names its object (Stripe's "thin" event notification). */
export function arrivalOfThin(event: Stripe.V2.Core.EventNotification): Arrival {
  const { id, type, created, livemode, context } = event;
  const named = 'related_object' in event ? event.related_object : null;
  const related = named && 'id' in named ? named as Arrival['related'] : null;
  return {
    id, type, created: parseDate(created), livemode, account: context?.toString() || null, version: null, thin: true,
    customer: related?.type === 'customer' ? related.id : null, charge: related?.type === 'charge' ? related.id : null,
    related: related ? { type: related.type, id: related.id, url: related.url } : null,
  };
}

/**
 * Whether a body is a thin one, before anything of it is believed. The words alone prove nothing: a whole event may carry them, as
 * somebody's name.
 */
export function looksThin(raw: Buffer): boolean {
  if (!raw.includes('"v2.core.event"')) return false;
  try {
    return (JSON.parse(raw.toString('utf8')) as { object?: unknown } | null)?.object === 'v2.core.event';
  } catch {
    return false;
  }
}
