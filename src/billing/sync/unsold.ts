import type { ShutCharge } from '../../access/index.js';
import type { Subscription } from '../subscription.entity.js';
import { hasEnded, UNSOLD } from './entitlement.js';

interface Item {
  price: { unit_amount: number | null };
  quantity?: number;
}

/**
 * A subscription that somebody moved, at Stripe, to a price that no tier of ours has: it opens nothing, and nothing that we arranged for it
 * holds. What Stripe goes on charging, and when, stays in it, to be told. Pure.
 * @param row as it would be at a price of ours
 * @param items Stripe's, every one of which is charged
 */
export function asUnsold(row: Subscription, items: Item[]): Subscription {
  // Somebody may have several at once, or prices by use, of which nobody knows the sum before.
  const amount = items.reduce((sum, { price, quantity = 1 }) => sum + (price.unit_amount ?? 0) * quantity, 0);
  return { ...row, status: hasEnded(row.status) ? row.status : UNSOLD, amount, opensUntil: null, coming: null, paused: false, troubleSince: null };
}

/** @returns null for what nothing more is charged for */
export function chargeOf({ amount, currency, period, every, nextChargeAt }: Pick<Subscription, 'amount' | 'currency' | 'period' | 'every' | 'nextChargeAt'>): ShutCharge | null {
  return nextChargeAt && { amount: amount > 0 ? amount : null, currency, period, every, at: nextChargeAt.toISOString() };
}
