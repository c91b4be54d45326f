import { Conditions, listObjects, paging } from '../api/list.js';
import { hash, oneOf, range, text } from '../api/params.js';
import { route } from '../api/route.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import type { Charge } from './charge.js';
import type { Invoice } from './invoice.js';

export type InvoicePayment = Objects['invoice_payment'];

/** The link between an invoice and the intent that pays it, as it travels. */
export function invoicePayment(now: number, invoice: Invoice, intent: string): InvoicePayment {
  return {
    id: newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
}

/** The payments of an invoice, newest first. */
export async function paymentsOf(work: Work, invoice: string): Promise<InvoicePayment[]> {
  return (await listObjects(work, 'invoice_payment', '', {}, new Conditions().field('invoice', invoice))).data;
}

/** The invoice that an intent pays, or null. */
export async function invoiceOfIntent(work: Work, intent: string): Promise<string | null> {
  const theirs = new Conditions().add("data -> 'payment' ->> 'payment_intent' = ?", intent);
  const [link] = (await listObjects(work, 'invoice_payment', '', { limit: 1 }, theirs)).data;
  return link ? String(link.invoice) : null;
}

/** The charge that paid an invoice, or null. */
export async function chargeOfInvoice(work: Work, invoice: string): Promise<Charge | null> {
  const paid = (await paymentsOf(work, invoice)).find((payment) => payment.status === 'paid');
  const intent = paid ? await work.find('payment_intent', String(paid.payment.payment_intent)) : null;
  return intent?.latest_charge ? work.find('charge', String(intent.latest_charge)) : null;
}

export const invoicePaymentRoutes = [
  route(
    'GET',
    '/v1/invoice_payments',
    {
      ...paging,
      created: range,
      invoice: text,
      payment: hash({ type: oneOf('payment_intent', 'charge'), payment_intent: text, charge: text }),
      status: oneOf('open', 'paid', 'canceled'),
    },
    (work, { created, invoice, payment, status, ...page }) => {
      const conditions = new Conditions().field('invoice', invoice).field('status', status).created(created);
      conditions.add("data -> 'payment' ->> 'payment_intent' = ?", payment?.payment_intent);
      conditions
        .add("data -> 'payment' ->> 'type' = ?", payment?.type)
        .add("data -> 'payment' ->> 'charge' = ?", payment?.charge);
      return listObjects(work, 'invoice_payment', '/v1/invoice_payments', page, conditions);
    },
  ),
  route('GET', '/v1/invoice_payments/:id', {}, (work, _fields, id) => work.load('invoice_payment', id)),
];
