import { StripeError } from '../api/stripe-error.js';
import { cardError } from '../resources/card-error.js';
import { noMethod, type Invoice } from '../resources/invoice.js';
import type { PaymentBehavior } from '../resources/subscription-params.js';
import type { Work } from '../store/work.js';
import { awaitPayment, collect, methodFor, recordAttempt } from './collect.js';
import { onPaymentAwaited } from './standing.js';

/**
 * Has the open invoice of a new or changed subscription paid in the manner asked for: at once, or, as
 * `default_incomplete`, when somebody confirms its intent.
 * @throws {StripeError} 402 as `error_if_incomplete`, which leaves nothing of the change behind
 */
export async function payOpen(
  work: Work,
  invoice: Invoice,
  behavior: PaymentBehavior | null | undefined,
  onSession: boolean,
): Promise<void> {
  if (invoice.status !== 'open') return;
  const method = await methodFor(work, invoice);
  if (behavior === 'default_incomplete') {
    await awaitPayment(work, invoice, method);
    await onPaymentAwaited(work, invoice);
    return;
  }
  if (!method) {
    if (behavior === 'error_if_incomplete') throw noMethod();
    await recordAttempt(work, invoice, true);
    return;
  }
  const { invoice: tried, refusal, intent } = await collect(work, invoice, method, onSession);
  if (behavior !== 'error_if_incomplete' || tried.status === 'paid') return;
  if (refusal) throw cardError(refusal, { payment_intent: intent });
  const message = 'The bank asks the card holder to confirm this payment.';
  const code = 'subscription_payment_intent_requires_action';
  throw new StripeError(message, { status: 402, type: 'card_error', code, more: { payment_intent: intent } });
}
