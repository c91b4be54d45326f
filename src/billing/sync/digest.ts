import { createHash } from 'node:crypto';

/** Of Stripe's subscription whatever can change what we tell or give; `latest_invoice` and `schedule` expanded. */
export interface Digestible {
  status: string;
  items: { data: { id?: string; price: { id: string }; current_period_start: number; current_period_end: number }[] };
  cancel_at_period_end: boolean;
  cancel_at: number | null;
  canceled_at: number | null;
  trial_end: number | null;
  ended_at: number | null;
  default_payment_method?: unknown;
  pause_collection?: unknown;
  pending_update?: { expires_at: number } | null;
  schedule?: unknown;
  latest_invoice?: unknown;
}

/**
 * A subscription's state in a few bytes: equal digests need no second look, so that a walk over a hundred thousand asks Stripe a thousand
 * times and not for each. Nothing else is read from it.
 */
export function digestOf(subscription: Digestible): string {
  const { status, cancel_at_period_end, cancel_at, canceled_at, trial_end, ended_at, pause_collection } = subscription;
  const { id: invoice = null, status: invoiceStatus = null, attempt_count: attempts = null } = (subscription.latest_invoice ?? {}) as { id?: string; status?: string; attempt_count?: number };
  const said = [
    status, subscription.items.data.map(({ price, current_period_start: from, current_period_end: until }) => [price.id, from, until]), cancel_at_period_end, cancel_at, canceled_at,
    trial_end, ended_at, pause_collection ?? null, subscription.pending_update?.expires_at ?? null, phasesOf(subscription.schedule), idOf(subscription.default_payment_method),
    invoice, invoiceStatus, attempts,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/** What a schedule (expanded) does when; a date and prices for each phase. */
function phasesOf(schedule: unknown): unknown {
  const { id, phases = [] } = (schedule ?? {}) as { id?: string; phases?: { start_date: number; items: { price: unknown }[] }[] };
  return id ? [id, phases.map(({ start_date: from, items }) => [from, items.map(({ price }) => idOf(price))])] : idOf(schedule);
}

function idOf(reference: unknown): unknown {
  return typeof reference === 'string' ? reference : (reference as { id?: unknown } | null | undefined)?.id ?? null;
}
