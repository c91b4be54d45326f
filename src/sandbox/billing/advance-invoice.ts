import { subscriptionOf, type Invoice } from '../resources/invoice.js';
import type { Work } from '../store/work.js';
import { collect, methodFor, recordAttempt } from './collect.js';
import { finalizeInvoice, voidInvoice } from './invoicing.js';

/** Does what is due of an invoice: opens the draft and charges it, or charges it again. */
export async function advanceInvoice(work: Work, invoice: Invoice): Promise<void> {
  const open = invoice.status === 'draft' ? await finalizeInvoice(work, invoice) : invoice;
  if (open.status !== 'open') return;
  const id = subscriptionOf(open);
  const pause = id ? (await work.find('subscription', id))?.pause_collection : null;
  if (pause?.behavior === 'void') {
    await voidInvoice(work, open);
    return;
  }
  if (pause?.behavior === 'mark_uncollectible') {
    const transitions = { ...open.status_transitions, marked_uncollectible_at: work.now };
    const changes = { status: 'uncollectible' as const, auto_advance: false, status_transitions: transitions };
    await work.change('invoice', open, changes, 'invoice.marked_uncollectible');
    return;
  }
  const method = await methodFor(work, open);
  if (method) await collect(work, open, method, false);
  else await recordAttempt(work, open, true);
}
