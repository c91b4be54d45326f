import { invalid } from '../api/stripe-error.js';
import type { InvoiceItem } from '../resources/invoice-item.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import { intervalOf, type SubscriptionItem } from '../resources/subscription-item.js';
import type { ItemChange, ProrationBehavior } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { itemsAfter } from './items-after.js';
import { linesOf } from './lines.js';
import { nextPeriodEnd, periodAround } from './period.js';
import { prorate } from './proration.js';

/** What shall become of a subscription's items, its billing anchor and its trial. */
export interface Wish {
  items?: ItemChange[] | null;
  /** Begins a new period at once. */
  anchorNow?: boolean;
  trialEnd?: number | 'now' | null;
  behavior?: ProrationBehavior | null;
  /** As of when time is reckoned, in seconds; now if absent. */
  prorationDate?: number | null;
}

/** A change that is reckoned and not made yet. */
export interface Revision {
  after: Subscription;
  /** What is given back and charged for the rest of running periods. */
  items: InvoiceItem[];
  /** What is billed for whole periods that begin. */
  lines: InvoiceLine[];
  /** Whether an invoice is drawn up at once, or the items wait for the next. */
  billsNow: boolean;
}

/**
 * Reckons a change of items, anchor or trial; null when the wish is for none. The same reckoning serves the update and
 * its preview. As recorded: another interval bills at once and leaves the billing anchor where it is (flexible mode).
 * @throws {StripeError} 400 for items that cannot be, a proration date outside the period, or a bad end of the trial
 */
export async function revise(
  work: Work,
  before: Subscription,
  changes: Partial<Subscription>,
  wish: Wish,
): Promise<Revision | null> {
  const at = checkDate(before, wish.prorationDate ?? work.now, work.now);
  const trial = trialAfter(before, wish.trialEnd, work.now);
  if (!wish.items?.length && !wish.anchorNow && !trial) return null;
  const items = await itemsAfter(work, before, wish.items ?? [], at);
  const restarts = wish.anchorNow === true || trial?.status === 'active';
  const anchor = restarts ? work.now : (trial?.trial_end ?? before.billing_cycle_anchor);
  const moved = { ...before, ...changes, ...trial, billing_cycle_anchor: anchor };
  const from = restarts ? work.now : at;
  const placed = items.map((item) => place(item, before, moved, from, restarts, trial?.trial_end ?? null));
  const after: Subscription = { ...moved, items: { ...before.items, data: placed } };

  const begins = restarts || (trial?.status === 'trialing' && before.status !== 'trialing');
  const settles = wish.behavior !== 'none' && before.status !== 'trialing' && before.status !== 'paused';
  const prorations = settles ? await prorate(work, before, after, at, begins) : [];
  const lines = begins ? await linesOf(work, after) : [];
  const newPeriod = placed.some((item) => !sameInterval(item, before));
  const billsNow = lines.length > 0 || (prorations.length > 0 && (wish.behavior === 'always_invoice' || newPeriod));
  return { after, items: prorations, lines, billsNow };
}

type Trial = Pick<Subscription, 'status' | 'trial_start' | 'trial_end'>;

function trialAfter(before: Subscription, wish: Wish['trialEnd'], now: number): Trial | null {
  if (wish === undefined || wish === null) return null;
  if (wish === 'now' || wish <= now) {
    if (typeof wish === 'number') throw invalid('trial_end must be in the future, or `now`.', 'trial_end');
    return before.status === 'trialing'
      ? { status: 'active', trial_start: before.trial_start, trial_end: now }
      : null;
  }
  return { status: 'trialing', trial_start: before.trial_start ?? now, trial_end: wish };
}

function place(
  item: SubscriptionItem,
  before: Subscription,
  { billing_cycle_anchor: anchor }: Subscription,
  at: number,
  restarts: boolean,
  trialEnd: number | null,
): SubscriptionItem {
  const period = (start: number, end: number) => ({ ...item, current_period_start: start, current_period_end: end });
  if (restarts) return period(at, nextPeriodEnd(at, intervalOf(item.price), at));
  const old = before.items.data.find(({ id }) => id === item.id);
  if (trialEnd !== null) return period(before.status === 'trialing' && old ? old.current_period_start : at, trialEnd);
  const first = before.items.data[0]!;
  if (before.status === 'trialing') return period(first.current_period_start, first.current_period_end);
  // At a boundary the old period ends anyway; the renewal that follows begins the new one.
  if ((old ?? first).current_period_end <= at)
    return period((old ?? first).current_period_start, (old ?? first).current_period_end);
  if (old && sameAs(old, item)) return item;
  const { start, end } = periodAround(anchor, intervalOf(item.price), at);
  return period(start, end);
}

function sameInterval(item: SubscriptionItem, before: Subscription): boolean {
  const old = before.items.data.find(({ id }) => id === item.id) ?? before.items.data[0]!;
  return sameAs(old, item);
}

function sameAs(one: SubscriptionItem, other: SubscriptionItem): boolean {
  const [a, b] = [intervalOf(one.price), intervalOf(other.price)];
  return a.interval === b.interval && a.interval_count === b.interval_count;
}

function checkDate(before: Subscription, at: number, now: number): number {
  if (at === now) return at;
  const start = Math.max(...before.items.data.map((item) => item.current_period_start));
  const end = Math.min(...before.items.data.map((item) => item.current_period_end));
  if (at >= start && at <= end) return at;
  throw invalid('proration_date must lie within the current period.', 'proration_date');
}
