import { Conditions, listObjects } from '../api/list.js';
import type { Work } from '../store/work.js';
import type { InvoiceItem } from './invoice-item.js';
import type { Invoice } from './invoice.js';
import type { Subscription } from './subscription.js';

/** A hundred are enough for every question here: the newest count. */
const NEWEST = { limit: 100 };

/** The invoices of a subscription, oldest first. */
export async function invoicesOf(work: Work, { id, customer }: Subscription): Promise<Invoice[]> {
  const theirs = new Conditions()
    .add('customer = ?', customer)
    .add("data -> 'parent' -> 'subscription_details' ->> 'subscription' = ?", id);
  return (await listObjects(work, 'invoice', '', NEWEST, theirs)).data.reverse();
}

/** The invoice items of a customer that no invoice has taken yet, oldest first. */
export async function waitingItemsOf(work: Work, customer: string): Promise<InvoiceItem[]> {
  const waiting = new Conditions().add('customer = ?', customer).add("(data ->> 'invoice' IS NULL) = ?", true);
  return (await listObjects(work, 'invoiceitem', '', NEWEST, waiting)).data.reverse();
}

/** The invoice items of a subscription's changes in mid-period that no invoice has taken yet, oldest first. */
export async function waitingProrationsOf(work: Work, { id, customer }: Subscription): Promise<InvoiceItem[]> {
  const waiting = await waitingItemsOf(work, String(customer));
  return waiting.filter(({ proration, parent }) => proration && parent?.subscription_details?.subscription === id);
}

/** The invoice items that an invoice has taken, oldest first. */
export async function itemsOn(work: Work, invoice: string): Promise<InvoiceItem[]> {
  const own = new Conditions().field('invoice', invoice);
  return (await listObjects(work, 'invoiceitem', '', NEWEST, own)).data.reverse();
}
