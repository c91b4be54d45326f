import { itemsOn } from '../resources/invoice-lists.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import { subscriptionOf } from '../resources/invoice.js';
import type { Work } from '../store/work.js';
import { drawUp } from './draw-up.js';

/** Reckons a draft again after one of its invoice items has changed, come or gone. */
export async function reckonAgain(work: Work, id: string): Promise<void> {
  const draft = await work.load('invoice', id);
  const subscription = subscriptionOf(draft);
  const drawn = await drawUp(work, {
    customer: await work.load('customer', String(draft.customer)),
    currency: draft.currency,
    reason: draft.billing_reason,
    subscription: subscription ? await work.load('subscription', subscription) : null,
    items: await itemsOn(work, id),
    lines: draft.lines.data.filter((line) => !invoiceItemOf(line)).map(bare),
    discounts: draft.discounts as string[],
    taxRates: draft.default_tax_rates,
    again: true,
  });
  const { lines, subtotal, subtotal_excluding_tax, total, total_discount_amounts, total_excluding_tax } = drawn.invoice;
  const { total_pretax_credit_amounts, total_taxes, amount_due, amount_remaining } = drawn.invoice;
  const data = lines.data.map((line) => ({ ...line, invoice: id }));
  const totals = { subtotal, subtotal_excluding_tax, total, total_discount_amounts, total_excluding_tax };
  const changes = { ...totals, total_pretax_credit_amounts, total_taxes, amount_due, amount_remaining };
  await work.change('invoice', draft, { ...changes, lines: { ...draft.lines, data } }, 'invoice.updated');
}

function invoiceItemOf(line: InvoiceLine): string | null {
  const details = line.parent?.invoice_item_details ?? line.parent?.subscription_item_details;
  return details?.invoice_item ?? null;
}

function bare(line: InvoiceLine): InvoiceLine {
  return { ...line, discount_amounts: [], pretax_credit_amounts: [], taxes: [] };
}
