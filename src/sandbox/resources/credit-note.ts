import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Invoice } from './invoice.js';

export type CreditNote = Objects['credit_note'];
export type CreditNoteLine = CreditNote['lines']['data'][number];

export interface Credit {
  lines: CreditNoteLine[];
  /** Of a paid invoice: minor units that go back to the card, to the customer's balance, or elsewhere. */
  refund: number;
  balance: number;
  elsewhere: number;
  memo?: string | null;
  reason?: CreditNote['reason'];
  metadata?: Record<string, string>;
  /** How many notes the invoice had before. */
  before: number;
  /** Where the invoice can be seen. */
  pdf: string;
}

/**
 * A note that takes back some or all of an invoice, as it travels: from what is to be paid while that is open, from
 * what was paid after. From Stripe's types and texts only: no recorded call has one.
 */
export function creditNote(now: number, invoice: Invoice, credit: Credit): CreditNote {
  const id = newId('cn');
  const total = credit.lines.reduce((sum, line) => sum + line.amount, 0);
  const paid = invoice.status === 'paid';
  return {
    id,
    object: 'credit_note',
    amount: total,
    amount_shipping: 0,
    created: now,
    currency: invoice.currency,
    customer: String(invoice.customer),
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: now,
    invoice: invoice.id,
    lines: { object: 'list', data: credit.lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: credit.memo ?? null,
    metadata: credit.metadata ?? {},
    number: `${invoice.number}-CN-${String(credit.before + 1).padStart(2, '0')}`,
    out_of_band_amount: credit.elsewhere || null,
    pdf: credit.pdf,
    post_payment_amount: paid ? total : 0,
    pre_payment_amount: paid ? 0 : total,
    pretax_credit_amounts: [],
    reason: credit.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
    total_taxes: [],
    type: paid ? 'post_payment' : 'pre_payment',
    voided_at: null,
  };
}

/** One line of a credit note, as it travels: of a line of the invoice, or of its own. */
export function creditNoteLine(
  amount: number,
  description: string | null,
  quantity: number | null,
  invoiceLine: string | null,
): CreditNoteLine {
  const unit = quantity ? amount / quantity : amount;
  return {
    id: newId('cnli'),
    object: 'credit_note_line_item',
    amount,
    description,
    discount_amount: 0,
    discount_amounts: [],
    ...(invoiceLine && { invoice_line_item: invoiceLine }),
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity,
    tax_rates: [],
    taxes: [],
    type: invoiceLine ? 'invoice_line_item' : 'custom_line_item',
    unit_amount: Number.isInteger(unit) ? unit : null,
    unit_amount_decimal: String(unit),
  };
}
