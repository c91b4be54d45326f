import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { redeem } from '../resources/discount.js';
import type { Invoice } from '../resources/invoice.js';
import type { PreviewDetails, PreviewFields } from '../resources/preview-params.js';
import { hasEnded, type Subscription } from '../resources/subscription.js';
import { taxRatesOf } from '../resources/tax-rate.js';
import { newId } from '../store/ids.js';
import type { Work } from '../store/work.js';
import { drawUp, type Bill } from './draw-up.js';
import { ending } from './ending.js';
import { costOf, linesFor, linesOf } from './lines.js';
import { credits } from './proration.js';
import { revise } from './revise.js';
import { roll } from './roll.js';
import { subscriptionOf } from './subscribe.js';

/**
 * POST /v1/invoices/create_preview: the invoice that a change would draw at once, or else the next one the
 * subscription draws. It goes through the reckoning of the change itself, and leaves nothing behind.
 * @throws {StripeError} 404 invoice_upcoming_none when no invoice is to come
 */
export function createPreview(work: Work, fields: PreviewFields): Promise<Invoice> {
  return work.rehearse(async () => {
    const bill = fields.subscription ? await billOf(work, fields, fields.subscription) : await firstBill(work, fields);
    const { invoice } = await drawUp(work, withTax(bill, fields));
    const id = newId('upcoming_in');
    const data = invoice.lines.data.map((line) => ({ ...line, invoice: id }));
    return { ...invoice, id, lines: { ...invoice.lines, data, url: `/v1/invoices/${id}/lines` } };
  });
}

function withTax(bill: Bill, { automatic_tax: wish }: PreviewFields): Bill {
  if (!wish || !bill.subscription) return bill;
  const tax = { ...bill.subscription.automatic_tax, enabled: wish.enabled };
  return { ...bill, subscription: { ...bill.subscription, automatic_tax: tax } };
}

async function billOf(work: Work, fields: PreviewFields, id: string): Promise<Bill> {
  const found = await work.load('subscription', id, 'subscription');
  if (fields.customer && fields.customer !== found.customer)
    throw invalid('This subscription is another customer’s.', 'subscription');
  if (hasEnded(found)) throw noneToCome();
  const customer = await work.load('customer', String(found.customer));
  const details: PreviewDetails = fields.subscription_details ?? {};
  const amount = costOf(found);
  const discounts = fields.discounts?.length
    ? await redeem(work, fields.discounts, { customer, amount, currency: found.currency, subscription: id })
    : (found.discounts as string[]);
  const before = { ...found, discounts };
  const bill = { customer, currency: found.currency, reason: 'upcoming' as const };
  const { proration_behavior: behavior, proration_date: date, items, trial_end: trialEnd } = details;
  if (details.cancel_now) {
    const unused = behavior === 'none' ? [] : await credits(work, before, before.items.data, date ?? work.now);
    return { ...bill, items: unused, subscription: before };
  }
  const changes: Partial<Subscription> = ending(work.now, before, details);
  if (details.default_tax_rates !== undefined)
    changes.default_tax_rates = await taxRatesOf(work, details.default_tax_rates, 'default_tax_rates');
  const anchorNow = details.billing_cycle_anchor?.type === 'now';
  const revision = await revise(work, before, changes, { items, anchorNow, trialEnd, behavior, prorationDate: date });
  const after = revision?.after ?? { ...before, ...changes };
  if (revision?.billsNow)
    return { ...bill, items: revision.items, lines: revision.lines, subscription: after };
  return nextBill(work, bill, after, fields.preview_mode === 'recurring' ? [] : (revision?.items ?? []));
}

/** The bill of the next period, which takes what waits until then. */
async function nextBill(work: Work, bill: Bill, before: Subscription, items: Bill['items']): Promise<Bill> {
  const turn = Math.min(...before.items.data.map((item) => item.current_period_end));
  if (before.status === 'paused' || (before.cancel_at !== null && before.cancel_at <= turn)) throw noneToCome();
  const next = roll(before, turn);
  const begun = next.items.data.filter((item) => !before.items.data.includes(item));
  const start = Math.min(...before.items.data.map((item) => item.current_period_start));
  const lines = await linesFor(work, before.id, begun, false);
  return { ...bill, items, lines, subscription: next, period: { start, end: turn } };
}

/** The bill with which a subscription that is yet to be made would begin. */
async function firstBill(work: Work, fields: PreviewFields): Promise<Bill> {
  if (!fields.customer) throw missingParameter('customer');
  const { items, default_tax_rates: rates, trial_end: trialEnd } = fields.subscription_details ?? {};
  if (!items?.length) throw missingParameter('subscription_details[items]');
  const customer = await work.load('customer', fields.customer, 'customer');
  const wish = { items, default_tax_rates: rates, trial_end: trialEnd === 'now' ? undefined : trialEnd };
  const begun = await subscriptionOf(work, wish, customer);
  const lines = await linesOf(work, begun);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const { currency, id } = begun;
  const discounts = await redeem(work, fields.discounts ?? [], { customer, amount, currency, subscription: id });
  return { customer, currency, lines, reason: 'upcoming', subscription: { ...begun, discounts } };
}

function noneToCome(): StripeError {
  const message = 'No upcoming invoices for this subscription: it has ended, is paused, or ends before the next.';
  return new StripeError(message, { status: 404, code: 'invoice_upcoming_none' });
}
