import { StripeError, invalid } from '../api/stripe-error.js';
import type { Challenged } from '../billing/challenge-action.js';
import { collect, intentOf, methodFor } from '../billing/collect.js';
import { cardOfNumber } from '../cards.js';
import { cardError } from '../resources/card-error.js';
import { noMethod } from '../resources/invoice.js';
import { storeCard } from '../resources/payment-method.js';
import type { Work } from '../store/work.js';
import { isPayable } from './invoice-page.js';

/**
 * Pays an invoice as its receiver would on its page: with the card on file (`saved`) or with a test card's number.
 * Returns the intent that waits for the bank's page, or null when all is paid.
 * @throws {StripeError} 402 when the bank refuses (what was recorded of the attempt stays); 400 when it is not open
 */
export async function payInvoice(work: Work, id: string, number: string): Promise<string | null> {
  const invoice = await work.load('invoice', id);
  if (invoice.status === 'paid') return null;
  if (!isPayable(invoice)) throw invalid(`This invoice is ${invoice.status} and cannot be paid.`);
  const known = await intentOf(work, invoice);
  const page: Challenged = { page: `/invoices/${id}` };
  if (number === 'saved' && known?.status === 'requires_action') {
    await work.remember(known.id, page);
    return known.id;
  }
  const method = number === 'saved' ? await methodFor(work, invoice) : await newCard(work, number, invoice.customer);
  if (!method) throw noMethod();
  const { intent, refusal } = await collect(work, invoice, method, true);
  if (refusal) throw cardError(refusal, { payment_intent: intent }, true);
  if (intent.status !== 'requires_action') return null;
  await work.remember(intent.id, page);
  return intent.id;
}

async function newCard(work: Work, number: string, customer: unknown): Promise<string> {
  const card = cardOfNumber(number);
  if (!card) throw new StripeError('Your card number is incorrect.', { status: 402, code: 'incorrect_number' });
  return (await storeCard(work, card, String(customer))).id;
}
