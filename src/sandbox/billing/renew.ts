import type { Customer } from '../resources/customer.js';
import { draftInvoice } from '../resources/invoice.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import { intervalOf } from '../resources/subscription-item.js';
import type { Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { paymentlessExpiry } from './expire-incomplete.js';
import { cancelSubscription } from './cancel.js';
import { nextPeriodEnd } from './period.js';
import { linesOf } from './subscribe.js';

const DRAFT_FOR = 3600;

/** Does what is due of a subscription: expires it unpaid, resumes, ends, or begins its next period. */
export async function renew(work: Work, subscription: Subscription): Promise<void> {
  if (subscription.status === 'incomplete') return paymentlessExpiry(work, subscription);
  const { pause_collection: pause, cancel_at: end } = subscription;
  if (pause?.resumes_at && pause.resumes_at <= work.now) {
    await work.change('subscription', subscription, { pause_collection: null }, 'customer.subscription.updated');
    return;
  }
  if (end && end <= work.now) await cancelSubscription(work, subscription);
  else await beginPeriod(work, subscription, await work.load('customer', String(subscription.customer)));
}

async function beginPeriod(work: Work, subscription: Subscription, customer: Customer): Promise<void> {
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const items = subscription.items.data.map((item) =>
    item.current_period_end > work.now
      ? item
      : {
          ...item,
          current_period_start: item.current_period_end,
          current_period_end: nextPeriodEnd(
            subscription.billing_cycle_anchor,
            intervalOf(item.price),
            item.current_period_end,
          ),
        },
  );
  const next: Subscription = { ...subscription, items: { ...subscription.items, data: items } };
  const draft = draftInvoice(work.now, {
    customer,
    currency: subscription.currency,
    lines: [...(await takePending(work, subscription.id)), ...(await linesOf(work, next))],
    reason: 'subscription_cycle',
    subscription: next,
    period: { start, end: work.now },
    autoAdvance: subscription.pause_collection?.behavior !== 'keep_as_draft',
  });
  await work.change(
    'subscription',
    subscription,
    { items: next.items, latest_invoice: draft.id },
    'customer.subscription.updated',
  );
  await work.create('invoice', { ...draft, automatically_finalizes_at: work.now + DRAFT_FOR }, 'invoice.created');
}

async function takePending(work: Work, id: string): Promise<InvoiceLine[]> {
  const { pendingLines: lines = [], ...hidden } = (await work.hidden(id)) as { pendingLines?: InvoiceLine[] };
  if (lines.length > 0) await work.remember(id, hidden);
  return lines;
}
