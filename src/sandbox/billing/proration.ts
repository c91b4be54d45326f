import { Conditions, listObjects } from '../api/list.js';
import { invoiceLine, type InvoiceLine } from '../resources/invoice-line.js';
import type { SubscriptionItem } from '../resources/subscription-item.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { amountOf, nameOf } from './subscribe.js';

/**
 * The lines that settle a change in mid-period, by the second: what was paid and is left unused comes back, and,
 * unless a whole new period is billed anyway, the rest of the period is charged at the new price.
 */
export async function prorate(
  work: Work,
  before: Subscription,
  after: Subscription,
  at: number,
  creditOnly: boolean,
): Promise<InvoiceLine[]> {
  const lines: InvoiceLine[] = [];
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at * 1000);
  for (const old of before.items.data) {
    const now = after.items.data.find((item) => item.id === old.id);
    if (now && !creditOnly && now.price.id === old.price.id && now.quantity === old.quantity) continue;
    const name = await nameOf(work, old.price);
    const credited = await creditedBy(work, before.id, old.id);
    lines.push(line(before.id, old, at, -1, name, `Unused time on ${name} after ${day}`, credited));
  }
  if (creditOnly) return lines;
  for (const now of after.items.data) {
    const old = before.items.data.find((item) => item.id === now.id);
    if (old && now.price.id === old.price.id && now.quantity === old.quantity) continue;
    const name = await nameOf(work, now.price);
    lines.push(line(before.id, now, at, 1, name, `Remaining time on ${name} after ${day}`, null));
  }
  return lines;
}

type Credited = { invoice: string; lines: string[] } | null;

function line(
  subscription: string,
  item: SubscriptionItem,
  at: number,
  sign: 1 | -1,
  name: string,
  description: string,
  credited: Credited,
): InvoiceLine {
  const { current_period_start: start, current_period_end: end, price } = item;
  const quantity = item.quantity ?? 1;
  const share = (end - at) / (end - start);
  return invoiceLine({
    price,
    name,
    quantity,
    amount: sign * Math.round(amountOf(price, quantity) * share),
    period: { start: at, end },
    subscription,
    item: item.id,
    proration: { description, credited },
  });
}

async function creditedBy(work: Work, subscription: string, item: string): Promise<Credited> {
  const theirs = new Conditions()
    .add("data -> 'parent' -> 'subscription_details' ->> 'subscription' = ?", subscription)
    .field('status', 'paid');
  for (const invoice of (await listObjects(work, 'invoice', '', { limit: 100 }, theirs)).data) {
    const lines = invoice.lines.data.filter(
      (each) => each.parent?.subscription_item_details?.subscription_item === item && each.amount > 0,
    );
    if (lines.length > 0) return { invoice: invoice.id, lines: lines.map((each) => each.id) };
  }
  return null;
}
