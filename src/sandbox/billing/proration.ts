import { reductionsOf } from '../resources/discount.js';
import { invoiceItem, type InvoiceItem } from '../resources/invoice-item.js';
import type { SubscriptionItem } from '../resources/subscription-item.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { debitsAt, type Debit } from './debits.js';
import { discountLines, netOf } from './discount-lines.js';
import { linesOf, nameOf } from './lines.js';

/**
 * The invoice items that settle a change in mid-period, by the second: what was billed and is left unused comes back,
 * and, unless `creditOnly`, the rest of the period is charged at the new price. Amounts are after discounts.
 * As recorded at Stripe; the part of discounts is from its docs on flexible billing.
 */
export async function prorate(
  work: Work,
  before: Subscription,
  after: Subscription,
  at: number,
  creditOnly: boolean,
): Promise<InvoiceItem[]> {
  const changed = (one: SubscriptionItem, others: SubscriptionItem[]) => {
    const other = others.find(({ id }) => id === one.id);
    return !other || other.price.id !== one.price.id || other.quantity !== one.quantity;
  };
  const gone = before.items.data.filter((item) => creditOnly || changed(item, after.items.data));
  const come = creditOnly ? [] : after.items.data.filter((item) => changed(item, before.items.data));
  return [...(await credits(work, before, gone, at)), ...(await charges(work, after, come, at))];
}

/** What is given back of these items' current period from `at` on; nothing for what was never billed. */
export async function credits(
  work: Work,
  subscription: Subscription,
  items: SubscriptionItem[],
  at: number,
): Promise<InvoiceItem[]> {
  const debits = await debitsAt(work, subscription, at);
  const entries: InvoiceItem[] = [];
  for (const item of items) {
    const debit = debits.get(item.id);
    if (!debit) continue;
    const description = `Unused time on ${await nameOf(work, item.price)} after ${dayOf(at)}`;
    const period = { start: at, end: debit.period.end };
    entries.push(entry(work.now, subscription, item, { period, description, amount: -shareOf(debit, at) }, debit));
  }
  return entries;
}

/** What the rest of these items' current period costs from `at` on, after lasting discounts. */
export async function charges(work: Work, after: Subscription, items: SubscriptionItem[], at: number): Promise<InvoiceItem[]> {
  const lasting = (await reductionsOf(work, after.discounts)).filter(({ once }) => !once);
  const whole = new Map(
    discountLines(await linesOf(work, after), lasting).map((line) => [
      line.parent!.subscription_item_details!.subscription_item,
      netOf(line),
    ]),
  );
  const entries: InvoiceItem[] = [];
  for (const item of items) {
    const full = { start: item.current_period_start, end: item.current_period_end };
    if (full.end <= at) continue;
    const amount = shareOf({ amount: whole.get(item.id) ?? 0, period: full }, at);
    const description = `Remaining time on ${await nameOf(work, item.price)} after ${dayOf(at)}`;
    entries.push(entry(work.now, after, item, { period: { start: at, end: full.end }, description, amount }, null));
  }
  return entries;
}

function shareOf({ amount, period: { start, end } }: Pick<Debit, 'amount' | 'period'>, at: number): number {
  return Math.round((amount * (end - at)) / (end - start));
}

function entry(
  now: number,
  subscription: Subscription,
  item: SubscriptionItem,
  part: { period: { start: number; end: number }; description: string; amount: number },
  debit: Debit | null,
): InvoiceItem {
  return invoiceItem(now, {
    ...part,
    customer: String(subscription.customer),
    currency: subscription.currency,
    price: item.price,
    quantity: item.quantity ?? 1,
    subscription: subscription.id,
    subscriptionItem: item.id,
    proration: { credited: debit?.source ?? null },
    taxRates: item.tax_rates ?? [],
  });
}

function dayOf(at: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(at * 1000);
}
