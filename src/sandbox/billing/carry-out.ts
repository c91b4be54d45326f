import type { PaymentBehavior } from '../resources/subscription-params.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { drawUp, issue } from './draw-up.js';
import { finalizeInvoice } from './invoicing.js';
import { payOpen } from './pay-open.js';
import { holdUpdate } from './pending-update.js';
import type { Revision } from './revise.js';
import { announceShortTrial } from './trial.js';

interface Manner {
  behavior?: PaymentBehavior | null;
  /** Whether the card's holder looks on while it is charged. */
  onSession: boolean;
  /** The other changes of the same request. */
  changes?: Partial<Subscription>;
}

/** Makes a change that was reckoned: stores it, and bills it at once or leaves its items to the next invoice. */
export async function carryOut(
  work: Work,
  before: Subscription,
  revision: Revision,
  manner: Manner,
): Promise<Subscription> {
  const { after, items, billsNow } = revision;
  const held = billsNow && manner.behavior === 'pending_if_incomplete';
  const stored = held
    ? await holdUpdate(work, before, revision, manner.changes ?? {})
    : await work.change('subscription', before, after, 'customer.subscription.updated');
  if (after.trial_end !== before.trial_end) announceShortTrial(work, stored);
  if (billsNow) return billNow(work, stored, revision, manner);
  for (const item of items) await work.create('invoiceitem', item, 'invoiceitem.created');
  return stored;
}

async function billNow(
  work: Work,
  { id, customer, currency }: Subscription,
  { after, items, lines }: Revision,
  { behavior, onSession }: Manner,
): Promise<Subscription> {
  const drawn = await drawUp(work, {
    customer: await work.load('customer', String(customer)),
    currency,
    items,
    lines,
    reason: 'subscription_update',
    subscription: after,
  });
  const draft = await issue(work, drawn);
  await work.change('subscription', await work.load('subscription', id), { latest_invoice: draft.id });
  await payOpen(work, await finalizeInvoice(work, draft), behavior, onSession);
  return work.load('subscription', id);
}
