import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { voidInvoice } from './invoicing.js';

/** Ends a subscription whose first invoice was not paid within 23 hours. */
export async function paymentlessExpiry(work: Work, subscription: Subscription): Promise<void> {
  const changes = { status: 'incomplete_expired' as const, ended_at: work.now };
  await work.change('subscription', subscription, changes, 'customer.subscription.updated');
  const invoice = await work.find('invoice', String(subscription.latest_invoice));
  if (invoice?.status === 'open') await voidInvoice(work, invoice);
}
