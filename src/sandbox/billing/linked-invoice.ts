import type { Confirmation } from './confirm.js';
import { invoiceOfIntent } from '../resources/invoice-payment.js';
import type { Work } from '../store/work.js';
import { recordAttempt } from './collect.js';
import { settleInvoice } from './invoicing.js';

/** Carries what became of an intent over to the open invoice that it pays, if there is one. */
export async function tellInvoice(work: Work, { intent, refusal }: Confirmation): Promise<void> {
  const id = await invoiceOfIntent(work, intent.id);
  const invoice = id ? await work.find('invoice', id) : null;
  if (invoice?.status !== 'open' && invoice?.status !== 'uncollectible') return;
  if (intent.status === 'succeeded') await settleInvoice(work, invoice);
  else if (refusal) await recordAttempt(work, invoice, true);
}
