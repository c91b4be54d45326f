import { cardOfToken } from '../cards.js';
import { balanceTransaction, feeOf } from '../resources/balance-transaction.js';
import { charge } from '../resources/charge.js';
import { customer } from '../resources/customer.js';
import { invoiceLine } from '../resources/invoice-line.js';
import { invoicePayment } from '../resources/invoice-payment.js';
import { draftInvoice } from '../resources/invoice.js';
import { paymentIntent } from '../resources/payment-intent.js';
import { paymentMethod } from '../resources/payment-method.js';
import type { Price } from '../resources/price.js';
import { subscription } from '../resources/subscription.js';

/** A stored row in which `NUMBER` stands for a customer's number, and three moments for those of their membership. */
export interface Template {
  id: string;
  type: string;
  customer: string | null;
  /** Whether the clock must do something at the end of the period. */
  due: boolean;
  data: string;
  hidden: string;
}

/** Stands for the number of a customer, in seven digits. */
export const NUMBER = '{number}';
/** Stand for the moments a membership began, its period ends, and its money becomes available. */
export const BEGAN = 1_111_111_111;
export const ENDS = 2_222_222_222;
export const AVAILABLE = 3_333_333_333;

/**
 * The rows of one customer with a card, a running membership, and its first invoice paid by a charge: made by the same
 * functions as everything else, then turned into templates.
 * @param now the sandbox clock's seconds, for what must not lie in the past
 * @param seed goes into every id, as three letters or digits
 */
export function customerTemplates(now: number, price: Price, name: string, seed: string): Template[] {
  const card = cardOfToken('pm_card_visa')!;
  const amount = price.unit_amount ?? 0;
  const method = { ...paymentMethod(now, card), created: BEGAN };
  const fan = customer(BEGAN, { email: `fan${NUMBER}@example.org`, name: `Fan ${NUMBER}` });
  fan.invoice_prefix = `S${NUMBER}`;
  fan.currency = price.currency;
  fan.next_invoice_sequence = 2;
  fan.invoice_settings.default_payment_method = method.id;
  method.customer = fan.id;
  const held = subscription(BEGAN, { customer: fan.id, items: [{ price, quantity: 1 }], method: method.id });
  held.status = 'active';
  const item = held.items.data[0]!;
  item.current_period_end = ENDS;
  const line = invoiceLine({
    price,
    name,
    quantity: 1,
    amount,
    period: { start: BEGAN, end: ENDS },
    subscription: held.id,
    item: item.id,
  });
  const draft = { customer: fan, currency: price.currency, lines: [line], reason: 'subscription_create' as const };
  const invoice = draftInvoice(BEGAN, { ...draft, subscription: held });
  const intent = paymentIntent(BEGAN, {
    amount,
    currency: price.currency,
    customer: fan.id,
    description: 'Subscription creation',
    method: method.id,
    reference: invoice.id,
    keepsMethod: true,
  });
  const link = invoicePayment(BEGAN, invoice, intent.id);
  const paid = charge(BEGAN, intent, method, null);
  const movement = balanceTransaction(BEGAN, {
    amount,
    currency: price.currency,
    type: 'charge',
    category: 'charge',
    source: paid.id,
    description: intent.description,
    fee: feeOf(amount, price.currency),
  });
  held.latest_invoice = invoice.id;
  intent.client_secret = `${intent.id}_secret_seeded`;
  const rows = {
    customer: fan,
    payment_method: method,
    subscription: held,
    invoice: {
      ...invoice,
      amount_paid: amount,
      amount_remaining: 0,
      attempt_count: 1,
      attempted: true,
      effective_at: BEGAN,
      ending_balance: 0,
      number: `${fan.invoice_prefix}-0001`,
      status: 'paid',
      status_transitions: { ...invoice.status_transitions, finalized_at: BEGAN, paid_at: BEGAN },
      webhooks_delivered_at: BEGAN,
    },
    payment_intent: { ...intent, amount_received: amount, latest_charge: paid.id, status: 'succeeded' },
    invoice_payment: {
      ...link,
      amount_paid: amount,
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: BEGAN },
    },
    charge: { ...paid, balance_transaction: movement.id },
    balance_transaction: { ...movement, available_on: AVAILABLE },
  };
  const ids = [...Object.values(rows).map(({ id }) => id), item.id, line.id];
  return Object.entries(rows).map(([type, row]) => ({
    id: seeded(row.id, ids, seed),
    type,
    customer: 'customer' in row && row.customer ? seeded(String(row.customer), ids, seed) : null,
    due: type === 'subscription',
    data: seeded(JSON.stringify(row), ids, seed),
    hidden: type === 'payment_method' ? JSON.stringify({ number: card.number, setUp: true }) : '{}',
  }));
}

function seeded(text: string, ids: string[], seed: string): string {
  return ids.reduce((all, id) => all.replaceAll(id, `${id.split('_')[0]}_Seed${seed}${NUMBER}`), text);
}
