import { subscriptionOf, type Invoice } from '../resources/invoice.js';
import type { Work } from '../store/work.js';
import { collect, methodFor, recordAttempt } from './collect.js';
import { finalizeInvoice, voidInvoice, writeOff } from './invoicing.js';
import { isResumedBy } from './resumption.js';

/**
 * Does what is due of an invoice: opens the draft and charges it, or charges it again. One that was opened before collection was paused goes on
 * being retried (docs: pause payment collection).
 */
export async function advanceInvoice(work: Work, invoice: Invoice): Promise<void> {
  if (invoice.status === 'open' && !invoice.auto_advance) return dropUntried(work, invoice);
  const open = invoice.status === 'draft' ? await finalizeInvoice(work, invoice) : invoice;
  if (open.status !== 'open') return;
  if (open.collection_method === 'send_invoice') {
    work.emit('invoice.sent', open);
    return;
  }
  const id = subscriptionOf(open);
  const pause = id && invoice.status === 'draft' ? (await work.find('subscription', id))?.pause_collection : null;
  if (pause?.behavior === 'void') {
    await voidInvoice(work, open);
    return;
  }
  if (pause?.behavior === 'mark_uncollectible') {
    await writeOff(work, open);
    return;
  }
  const method = await methodFor(work, open);
  if (method) await collect(work, open, method, false);
  else await recordAttempt(work, open, true);
}

/** Nobody tried to pay for a resumption in time: its invoice is voided, and the subscription stays paused. */
async function dropUntried(work: Work, invoice: Invoice): Promise<void> {
  const subscription = await work.load('subscription', subscriptionOf(invoice)!);
  if (await isResumedBy(work, invoice, subscription)) await voidInvoice(work, invoice);
  else await work.reschedule('invoice', invoice);
}
