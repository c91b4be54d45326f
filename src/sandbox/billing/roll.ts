import { intervalOf } from '../resources/subscription-item.js';
import type { Subscription } from '../resources/subscription.js';
import { nextPeriodEnd } from './period.js';

/** The subscription with a new period for each item whose period has ended at `moment`, in seconds. */
export function roll(subscription: Subscription, moment: number): Subscription {
  const { items, billing_cycle_anchor: anchor } = subscription;
  const data = items.data.map((item) => {
    const { current_period_end: end } = item;
    if (end > moment) return item;
    const next = nextPeriodEnd(anchor, intervalOf(item.price), end);
    return { ...item, current_period_start: end, current_period_end: next };
  });
  const status = subscription.status === 'trialing' ? 'active' : subscription.status;
  return { ...subscription, status, items: { ...items, data } };
}
