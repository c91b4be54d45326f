import type { InvoiceItem } from '../resources/invoice-item.js';
import { invoicesOf, waitingProrationsOf } from '../resources/invoice-lists.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { netOf } from './discount-lines.js';
import type { Period } from './period.js';

type Credited = NonNullable<InvoiceItem['proration_details']>['credited_items'];

/** What was billed for an item of a subscription, after discounts and before tax. */
export interface Debit {
  amount: number;
  period: Period;
  source: Credited;
}

/**
 * What each item was last billed for the time in which `at` lies, by the item's id. Flexible billing gives back what
 * was really billed, not what the item would cost now: its price may have changed without an invoice, or a coupon may
 * have run out since.
 */
export async function debitsAt(work: Work, subscription: Subscription, at: number): Promise<Map<string, Debit>> {
  const debits = new Map<string, Debit>();
  const keep = (item: string | undefined, debit: Debit) => {
    const { start, end } = debit.period;
    if (!item || debit.amount < 0 || start > at || end <= at) return;
    if (start >= (debits.get(item)?.period.start ?? 0)) debits.set(item, debit);
  };
  const held = subscription.pending_update ? subscription.latest_invoice : null;
  for (const invoice of await invoicesOf(work, subscription)) {
    if (invoice.status === 'void' || invoice.id === held) continue;
    for (const line of invoice.lines.data) {
      const lines = { invoice: invoice.id, invoice_line_items: [line.id] };
      keep(line.parent?.subscription_item_details?.subscription_item, {
        amount: netOf(line),
        period: line.period,
        source: { invoice_line_item_details: lines, type: 'invoice_line_items' },
      });
    }
  }
  for (const item of await waitingProrationsOf(work, subscription)) {
    keep(item.parent?.subscription_details?.subscription_item, {
      amount: item.amount,
      period: item.period,
      source: { invoice_item: item.id, type: 'invoice_item' },
    });
  }
  return debits;
}
