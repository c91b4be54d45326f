import { StripeError, invalid } from '../api/stripe-error.js';
import { creditNote, type Credit, type CreditNote } from '../resources/credit-note.js';
import { chargeOfInvoice, paymentsOf } from '../resources/invoice-payment.js';
import type { Invoice } from '../resources/invoice.js';
import type { Work } from '../store/work.js';
import { changeBalance } from './customer-balance.js';
import { cancelPayments, markPaid } from './invoicing.js';
import { refundCharge } from './refunds.js';

/**
 * Checks a credit against its invoice and draws the note up, without storing anything.
 * @throws {StripeError} 400 when it exceeds the invoice, or its parts do not add up to it
 */
export function drawUp(now: number, invoice: Invoice, credit: Credit): CreditNote {
  const note = creditNote(now, invoice, credit);
  if (invoice.status !== 'open' && invoice.status !== 'paid' && invoice.status !== 'uncollectible')
    throw invalid(`The invoice is ${invoice.status}; it can only be credited once it is open or paid.`, 'invoice');
  if (note.amount < 1) throw invalid('A credit note needs an amount of at least 1.', 'amount');
  const left =
    invoice.status === 'paid'
      ? invoice.amount_paid - invoice.post_payment_credit_notes_amount
      : invoice.amount_remaining;
  if (note.amount > left) throw invalid(`No more than ${left} is left to be credited.`, 'amount');
  const given = credit.refund + credit.balance + credit.elsewhere;
  if (invoice.status === 'paid' && given !== note.amount) {
    const parts = 'refund_amount, credit_amount and out_of_band_amount';
    throw invalid(`The sum of ${parts} (${given}) must be that of the credit note (${note.amount}).`);
  }
  if (invoice.status !== 'paid' && given > 0)
    throw invalid('Nothing can be given back of an invoice that is not paid.', 'refund_amount');
  return note;
}

/** Issues a note: less is to be paid of the invoice, or money goes back to the card or to the customer's balance. */
export async function issue(work: Work, invoice: Invoice, credit: Credit): Promise<CreditNote> {
  const note = drawUp(work.now, invoice, credit);
  const refund = credit.refund > 0 ? await refundOf(work, invoice, credit.refund) : null;
  const customer = await work.load('customer', String(invoice.customer));
  const balance =
    credit.balance > 0
      ? await changeBalance(work, customer, -credit.balance, invoice.currency, 'credit_note', {
          credit_note: note.id,
          invoice: invoice.id,
        })
      : null;
  const part = { payment_record_refund: null, type: 'refund' as const };
  const issued: CreditNote = {
    ...note,
    customer_balance_transaction: balance?.id ?? null,
    refunds: refund ? [{ ...part, amount_refunded: refund.amount, refund: refund.id }] : [],
  };
  await work.create('credit_note', issued, 'credit_note.created');
  if (invoice.status === 'paid') {
    const credited = invoice.post_payment_credit_notes_amount + note.amount;
    await work.change('invoice', invoice, { post_payment_credit_notes_amount: credited }, 'invoice.updated');
  } else await lower(work, invoice, note.amount);
  return issued;
}

/**
 * Takes a note back: the invoice is to be paid in full again.
 * @throws {StripeError} 400 when it is void already, or its invoice is no longer open
 */
export async function voidCreditNote(work: Work, note: CreditNote): Promise<CreditNote> {
  if (note.status === 'void') throw invalid('This credit note is void already.');
  const invoice = await work.load('invoice', String(note.invoice));
  if (note.type !== 'pre_payment' || invoice.status !== 'open')
    throw new StripeError('Only the credit note of an open invoice can be voided.', { code: 'invoice_not_editable' });
  await lower(work, invoice, -note.amount);
  return work.change('credit_note', note, { status: 'void', voided_at: work.now }, 'credit_note.voided');
}

async function lower(work: Work, invoice: Invoice, amount: number): Promise<void> {
  const changed = await work.change(
    'invoice',
    invoice,
    {
      amount_due: invoice.amount_due - amount,
      amount_remaining: invoice.amount_remaining - amount,
      pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + amount,
    },
    'invoice.updated',
  );
  if (changed.amount_remaining === 0) {
    await cancelPayments(work, invoice.id);
    await markPaid(work, changed);
    return;
  }
  for (const payment of await paymentsOf(work, invoice.id)) {
    if (payment.status !== 'open') continue;
    await work.change('invoice_payment', payment, { amount_requested: changed.amount_remaining });
    const intent = await work.load('payment_intent', String(payment.payment.payment_intent));
    await work.change('payment_intent', intent, { amount: changed.amount_remaining });
  }
}

async function refundOf(work: Work, invoice: Invoice, amount: number): ReturnType<typeof refundCharge> {
  const charge = await chargeOfInvoice(work, invoice.id);
  if (!charge) throw invalid('This invoice was not paid by a card; nothing can be refunded to one.', 'refund_amount');
  return refundCharge(work, charge, { amount });
}
