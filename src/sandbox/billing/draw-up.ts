import type { Customer } from '../resources/customer.js';
import { endDiscount, reductionsOf } from '../resources/discount.js';
import { lineOfItem, type InvoiceItem } from '../resources/invoice-item.js';
import { waitingItemsOf } from '../resources/invoice-lists.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import { draftInvoice, type Invoice } from '../resources/invoice.js';
import type { Subscription } from '../resources/subscription.js';
import type { TaxRate } from '../resources/tax-rate.js';
import type { Work } from '../store/work.js';
import { taxAutomatically } from './automatic-tax.js';
import { discountLines } from './discount-lines.js';
import { taxLine } from './tax-lines.js';

/** How long a draft that advances by itself stays one, in seconds: an hour, from Stripe's docs. */
export const DRAFT_FOR = 3600;

export interface Bill {
  customer: Customer;
  currency: string;
  reason: Invoice['billing_reason'];
  subscription?: Subscription | null;
  /** Invoice items made for this bill and not stored yet. */
  items?: InvoiceItem[];
  lines?: InvoiceLine[];
  /** Discounts instead of the subscription's. */
  discounts?: string[];
  taxRates?: TaxRate[];
  /** False leaves waiting invoice items to a later invoice. */
  takesWaiting?: boolean;
  /** A draft is reckoned once more: its discounts count, even if they have ended since. */
  again?: boolean;
  period?: { start: number; end: number };
  metadata?: Record<string, string>;
  description?: string | null;
  autoAdvance?: boolean;
  /** When an invoice that is sent instead of charged is to be paid, in seconds. */
  dueDate?: number | null;
}

/** An invoice that is reckoned and not stored yet. */
export interface Drawn {
  invoice: Invoice;
  /** Invoice items on it: those that waited, and those made for it. */
  waiting: InvoiceItem[];
  fresh: InvoiceItem[];
  /** Discounts that it uses up. */
  spent: string[];
}

/** Reckons an invoice: what waited and is new, its lines, less discounts, plus taxes. Stores no more than a tax rate. */
export async function drawUp(work: Work, bill: Bill): Promise<Drawn> {
  const { subscription = null, items: fresh = [] } = bill;
  const waiting = bill.takesWaiting === false || bill.again ? [] : await waitingItems(work, bill);
  const discounts = bill.discounts ?? (subscription?.discounts as string[] | undefined) ?? [];
  const defaults = bill.taxRates ?? subscription?.default_tax_rates ?? [];
  const own = new Map<string | null | undefined, TaxRate[] | null>([
    ...[...waiting, ...fresh].map((item) => [item.id, item.tax_rates] as const),
    ...(subscription?.items.data ?? []).map((item) => [item.id, item.tax_rates] as const),
  ]);
  const ratesOf = (line: InvoiceLine) => {
    const details = line.parent?.invoice_item_details ?? line.parent?.subscription_item_details;
    const ofItem = own.get(details?.invoice_item);
    const ofPrice = own.get(line.parent?.subscription_item_details?.subscription_item);
    return [ofItem, ofPrice].find((rates) => rates?.length) ?? defaults;
  };
  const reductions = await reductionsOf(work, discounts, bill.again);
  const plain = [...[...waiting, ...fresh].map(lineOfItem), ...(bill.lines ?? [])];
  const reduced = discountLines(plain, reductions);
  const lines = subscription?.automatic_tax.enabled
    ? await taxAutomatically(work, bill.customer, reduced)
    : reduced.map((line) => taxLine(line, ratesOf(line)));
  const used = new Set(lines.flatMap((line) => line.discount_amounts ?? []).map(({ discount }) => discount));
  return {
    invoice: draftInvoice(work.now, { ...bill, lines, discounts, taxRates: defaults }),
    waiting,
    fresh,
    spent: reductions.filter(({ once, discount }) => once && used.has(discount)).map(({ discount }) => discount),
  };
}

/** Stores an invoice that was drawn up, binds its items to it, and tells of it. */
export async function issue(work: Work, drawn: Drawn, more: Partial<Invoice> = {}): Promise<Invoice> {
  const invoice = await work.create('invoice', { ...drawn.invoice, ...more }, 'invoice.created');
  for (const item of drawn.waiting) await work.change('invoiceitem', item, { invoice: invoice.id });
  for (const item of drawn.fresh)
    await work.create('invoiceitem', { ...item, invoice: invoice.id }, 'invoiceitem.created');
  const id = invoice.parent?.subscription_details?.subscription;
  if (id && drawn.spent.length > 0) await spend(work, String(id), drawn.spent);
  return invoice;
}

/** What waits for the next invoice of this subscription, or of the customer, oldest first. */
async function waitingItems(work: Work, { customer, currency, subscription }: Bill): Promise<InvoiceItem[]> {
  return (await waitingItemsOf(work, customer.id)).filter((item) => {
    const of = item.parent?.subscription_details?.subscription ?? null;
    return item.currency === currency && (of === null || of === subscription?.id);
  });
}

async function spend(work: Work, id: string, spent: string[]): Promise<void> {
  const subscription = await work.load('subscription', id);
  const discounts = subscription.discounts.filter((each) => !spent.includes(String(each)));
  await work.change('subscription', subscription, { discounts });
  for (const discount of spent) await endDiscount(work, discount);
}
