import type { Invoice } from '../resources/invoice.js';
import type { SubscriptionItem } from '../resources/subscription-item.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';

/** A resumption that waits for its invoice to be paid; kept beside the paused subscription. */
export interface Resumption {
  invoice: string;
  items: SubscriptionItem[];
  billing_cycle_anchor: number;
  /** Whether it runs only once the money has come, not already when it was asked for. */
  insists: boolean;
}

/** Remembers what a paused subscription becomes when the invoice is paid. */
export async function rememberResumption(work: Work, id: string, resumption: Resumption): Promise<void> {
  await work.remember(id, { ...(await work.hidden(id)), resumption });
}

/** Whether a paused subscription resumes with this invoice. */
export async function isResumedBy(work: Work, invoice: Invoice, { id, status }: Subscription): Promise<boolean> {
  return status === 'paused' && (await resumptionOf(work, id))?.invoice === invoice.id;
}

/** The resumption's payment came, or nobody waits for it any more: the subscription runs again. */
export async function finishResumption(
  work: Work,
  subscription: Subscription,
  status: 'active' | 'past_due' = 'active',
): Promise<void> {
  const { items, billing_cycle_anchor: anchor } = (await resumptionOf(work, subscription.id))!;
  await forgetResumption(work, subscription.id);
  const changes = { items: { ...subscription.items, data: items }, billing_cycle_anchor: anchor, status };
  await runAgain(work, subscription, changes);
}

/** Ends the pause of a subscription and tells of it. */
export async function runAgain(
  work: Work,
  subscription: Subscription,
  changes: Partial<Subscription>,
): Promise<Subscription> {
  const running = { status: 'active' as const, ...changes, status_details: undefined };
  const resumed = await work.change('subscription', subscription, running, 'customer.subscription.updated');
  work.emit('customer.subscription.resumed', resumed);
  return resumed;
}

/** The resumption's payment was refused: it stays paused if it insists on the money, else it runs and is past due. */
export async function onResumptionRefused(work: Work, subscription: Subscription): Promise<void> {
  const resumption = await resumptionOf(work, subscription.id);
  if (!resumption?.insists) await finishResumption(work, subscription, 'past_due');
}

/** The resumption's invoice was voided: the subscription stays paused. */
export async function forgetResumption(work: Work, id: string): Promise<void> {
  const { resumption: _gone, ...hidden } = await work.hidden(id);
  await work.remember(id, hidden);
}

async function resumptionOf(work: Work, id: string): Promise<Resumption | null> {
  return ((await work.hidden(id)).resumption as Resumption | undefined) ?? null;
}
