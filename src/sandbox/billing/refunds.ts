import { StripeError, invalid } from '../api/stripe-error.js';
import { formatMoney } from '../money.js';
import { moveBalance } from '../resources/balance-transaction.js';
import type { Charge } from '../resources/charge.js';
import { cardOf } from '../resources/payment-method.js';
import { refund, type Refund } from '../resources/refund.js';
import type { Work } from '../store/work.js';
import { blockingDispute } from './disputes.js';
import { closeWarnings } from './warnings.js';

interface Wish {
  /** Minor units; all that is left when absent. */
  amount?: number | null;
  reason?: Refund['reason'];
  metadata?: Record<string, string>;
}

/**
 * Gives money of a charge back. Stripe keeps its fee.
 * @throws {StripeError} 400 when nothing, or less than that, is left to refund, or a dispute has taken the money
 */
export async function refundCharge(work: Work, charge: Charge, wish: Wish): Promise<Refund> {
  const amount = await refundable(work, charge, wish.amount);
  const made = refund(work.now, charge, amount, wish.reason ?? null, wish.metadata ?? {});
  const movement = await moveBalance(work, {
    amount: -amount,
    currency: charge.currency,
    type: 'refund',
    category: 'refund',
    source: made.id,
    description: charge.description ? `REFUND FOR CHARGE (${charge.description})` : 'REFUND FOR CHARGE',
  });
  const stored = await work.create('refund', { ...made, balance_transaction: movement.id }, 'refund.created');
  const refunded = charge.amount_refunded + amount;
  const changes = { amount_refunded: refunded, refunded: refunded === charge.amount_captured };
  const changed = await work.change('charge', charge, changes);
  work.emit('charge.refunded', changed, { amount_refunded: charge.amount_refunded, refunded: charge.refunded });
  if (changed.refunded) await closeWarnings(work, charge.id);
  return stored;
}

/** What becomes of a refund some days later: the bank names it, or, with one test card, sends the money back. */
export async function settleRefund(work: Work, pending: Refund): Promise<void> {
  const charge = await work.load('charge', String(pending.charge));
  const card = await cardOf(work, String(charge.payment_method));
  if (card.refund === 'fails') await failRefund(work, pending);
  else await referTo(work, pending);
}

/**
 * The bank sends a refund back: the money is in the balance again, and the charge no longer refunded by it.
 * @throws {StripeError} 400 when it has failed already
 */
export async function failRefund(work: Work, before: Refund): Promise<Refund> {
  if (before.status === 'failed') throw invalid(`The refund ${before.id} has failed already.`);
  const charge = await work.load('charge', String(before.charge));
  const movement = await moveBalance(work, {
    amount: before.amount,
    currency: before.currency,
    type: 'refund_failure',
    category: 'refund_failure',
    source: before.id,
    description: `REFUND FAILURE FOR CHARGE ${charge.id}`,
  });
  const changes = { amount_refunded: charge.amount_refunded - before.amount, refunded: false };
  await work.change('charge', charge, changes, 'charge.updated');
  const failed = await work.change('refund', before, {
    status: 'failed',
    failure_balance_transaction: movement.id,
    failure_reason: 'unknown',
    destination_details: {
      card: { reference_status: 'unavailable', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
  });
  tellOfRefund(work, before, failed);
  work.emit('refund.failed', failed);
  return failed;
}

/** Tells of a changed refund under both names Stripe has for it. */
export function tellOfRefund(work: Work, before: Refund, after: Refund): void {
  const previous = { status: before.status, metadata: before.metadata };
  work.emit('refund.updated', after, previous);
  work.emit('charge.refund.updated', after, previous);
}

async function referTo(work: Work, pending: Refund): Promise<void> {
  const reference = String(pending.created).padStart(23, '7');
  const card = { ...pending.destination_details!.card!, reference, reference_status: 'available' };
  const referred = await work.change('refund', pending, {
    destination_details: { ...pending.destination_details!, card },
  });
  tellOfRefund(work, pending, referred);
}

async function refundable(work: Work, charge: Charge, wished: number | null | undefined): Promise<number> {
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0)
    throw new StripeError(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const amount = wished ?? left;
  if (amount < 1)
    throw invalid('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  if (amount > left) {
    const [asked, rest] = [amount, left].map((each) => formatMoney(each, charge.currency, 'en'));
    throw invalid(`${asked} is more than is left of the charge (${rest}).`, 'amount');
  }
  if (charge.disputed && (await blockingDispute(work, charge.id)))
    throw new StripeError(`Charge ${charge.id} has been charged back; it cannot be refunded.`, {
      code: 'charge_disputed',
    });
  return amount;
}
