import { Conditions, listObjects } from '../api/list.js';
import { invalid } from '../api/stripe-error.js';
import { moveBalance, type BalanceTransaction } from '../resources/balance-transaction.js';
import type { Charge } from '../resources/charge.js';
import { dispute, isOpen, type Dispute, type DisputeReason } from '../resources/dispute.js';
import type { Work } from '../store/work.js';
import { closeWarnings } from './warnings.js';

/** What Stripe charges for a dispute, in minor units; it comes back with one that is won. */
const DISPUTE_FEE = 2000;

/**
 * Opens a dispute of a charge: the amount and a fee leave the balance, except for an inquiry.
 * @throws {StripeError} 400 for a charge that took no money or is disputed already
 */
export async function openDispute(
  work: Work,
  charge: Charge,
  reason: DisputeReason,
  inquiry = false,
): Promise<Dispute> {
  if (charge.status !== 'succeeded') throw invalid(`The charge ${charge.id} took no money.`);
  if (charge.disputed) throw invalid(`The charge ${charge.id} is disputed already.`, undefined, 'charge_disputed');
  const made = dispute(work.now, charge, reason, inquiry);
  const taken = inquiry ? [] : [await withdraw(work, made)];
  const opened = await work.create('dispute', { ...made, balance_transactions: taken }, 'charge.dispute.created');
  await work.change('charge', charge, { disputed: true }, 'charge.updated');
  await closeWarnings(work, charge.id);
  if (!inquiry) work.emit('charge.dispute.funds_withdrawn', opened);
  return opened;
}

/**
 * Ends a dispute. One that is won brings the money and the fee back; an inquiry that is won closes as a warning.
 * @throws {StripeError} 400 when it has ended already
 */
export async function closeDispute(work: Work, open: Dispute, won: boolean): Promise<Dispute> {
  if (!isOpen(open)) throw invalid(`The dispute ${open.id} is ${open.status} and cannot be closed.`);
  const inquiry = open.status.startsWith('warning');
  const status = won ? (inquiry ? 'warning_closed' : 'won') : 'lost';
  const moved = won && !inquiry ? [await reinstate(work, open)] : [];
  const changes: Partial<Dispute> = {
    status,
    balance_transactions: [...open.balance_transactions, ...moved],
    is_charge_refundable: inquiry && won,
  };
  const closed = await work.change('dispute', open, changes, 'charge.dispute.closed');
  if (moved.length > 0) work.emit('charge.dispute.funds_reinstated', closed);
  return closed;
}

/** The dispute that keeps a charge from being refunded, or null. */
export async function blockingDispute(work: Work, charge: string): Promise<Dispute | null> {
  const theirs = await listObjects(work, 'dispute', '', { limit: 1 }, new Conditions().field('charge', charge));
  const [found] = theirs.data;
  return found && !found.is_charge_refundable && found.status !== 'won' ? found : null;
}

function withdraw(work: Work, { id, amount, currency, charge }: Dispute): Promise<BalanceTransaction> {
  return moveBalance(work, {
    amount: -amount,
    currency,
    type: 'adjustment',
    category: 'dispute',
    source: id,
    description: `Chargeback withdrawal for ${String(charge)}`,
    fee: DISPUTE_FEE,
    feeWords: 'Dispute fee',
  });
}

function reinstate(work: Work, { id, amount, currency, charge }: Dispute): Promise<BalanceTransaction> {
  return moveBalance(work, {
    amount,
    currency,
    type: 'adjustment',
    category: 'dispute_reversal',
    source: id,
    description: `Chargeback reversal for ${String(charge)}`,
    fee: -DISPUTE_FEE,
    feeWords: 'Dispute fee refund',
  });
}
