import type { Coming } from '../../access/index.js';
import { fromUnix } from '../../platform/clock/clock.js';
import { idOf } from '../stripe/reference.js';
import type { Meaning } from '../stripe/catalog.service.js';

/** What a change took at once. */
export interface Settled {
  invoice: string;
  /** Minor units. */
  paid: number;
}

type Id = string | { id: string };

interface Invoice {
  id?: string;
  status: string | null;
  billing_reason: string | null;
  amount_due: number;
  amount_paid: number;
  hosted_invoice_url?: string | null;
}

interface Schedule {
  id: string;
  status: string;
  end_behavior: string;
  current_phase: { end_date: number } | null;
  phases: { start_date: number; items: { price: Id }[] }[];
}

/** Of Stripe's subscription what tells of its future (API 2026-10-28), with `latest_invoice` and `schedule` expanded. */
export interface Foretold {
  pending_update?: { expires_at: number; subscription_items: { price: { id: string } }[] | null } | null;
  schedule?: unknown;
  latest_invoice?: unknown;
}

/** The Stripe price that an agreed change leads to; null when nothing is agreed. An unpaid update goes before a schedule. */
export function nextPriceOf(subscription: Foretold): string | null {
  const { pending_update: pending } = subscription;
  if (pending) return pending.subscription_items?.[0]?.price.id ?? null;
  return idOf(nextPhase(subscription)?.items[0]?.price);
}

/**
 * What is arranged for a subscription and not so yet; pure.
 * @param next what the price of `nextPriceOf` sells, null for none or for one that is not ours
 */
export function comingOf(subscription: Foretold, next: Meaning | null): Coming | null {
  if (!next) return null;
  const { tierId, amount, currency, period } = next;
  const { pending_update: pending, latest_invoice: invoice } = subscription;
  if (pending) {
    const bill = isObject<Invoice>(invoice) && invoice.status === 'open' ? invoice : null;
    return {
      kind: 'unpaid', tierId, amount, currency, period, at: fromUnix(pending.expires_at).toISOString(), due: bill?.amount_due ?? null,
      payUrl: bill?.hosted_invoice_url ?? null, source: bill?.id ?? String(pending.expires_at),
    };
  }
  const phase = nextPhase(subscription)!;
  return { kind: 'scheduled', tierId, amount, currency, period, at: fromUnix(phase.start_date).toISOString(), due: null, payUrl: null, source: (subscription.schedule as Schedule).id };
}

/** What a subscription's latest invoice took for a change; null for any other invoice, and for one that is not paid. */
export function settledBy(invoice: unknown): Settled | null {
  if (!isObject<Invoice>(invoice) || invoice.status !== 'paid' || invoice.billing_reason !== 'subscription_update' || !invoice.id) return null;
  return { invoice: invoice.id, paid: invoice.amount_paid };
}

/** The phase that a running schedule enters next. */
function nextPhase({ schedule }: Foretold): Schedule['phases'][number] | undefined {
  if (!isObject<Schedule>(schedule) || schedule.status !== 'active') return undefined;
  const end = schedule.current_phase?.end_date;
  return end === undefined ? undefined : schedule.phases.find((phase) => phase.start_date >= end);
}

function isObject<T extends object>(value: unknown): value is T {
  return typeof value === 'object' && value !== null;
}
