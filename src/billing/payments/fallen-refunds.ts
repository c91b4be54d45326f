import { idOf } from '../stripe/reference.js';
import type { StripeCharge, StripeInvoice } from './understand.js';

/** Of Stripe's refund what tells whether it came through. */
export interface StripeRefund {
  id: string;
  amount: number;
  status: string | null;
  charge: string | { id: string } | null;
}

/** Whether money that was given did not arrive: the bank sent it back, or it was called off on its way. */
export function isFallen({ status }: Pick<StripeRefund, 'status'>): boolean {
  return status === 'failed' || status === 'canceled';
}

/** Those refunds that did not arrive and were of one invoice; pure. */
export function fallenOf<T extends StripeRefund>(invoice: Pick<StripeInvoice, 'payments'>, charges: (Pick<StripeCharge, 'payment_intent'> & { id: string })[], refunds: T[]): T[] {
  const intents = new Set(invoice.payments?.data.map(({ payment }) => idOf(payment.payment_intent)));
  const own = new Set(charges.filter((charge) => charge.payment_intent !== null && intents.has(idOf(charge.payment_intent))).map(({ id }) => id));
  return refunds.filter((refund) => isFallen(refund) && own.has(idOf(refund.charge) ?? ''));
}
