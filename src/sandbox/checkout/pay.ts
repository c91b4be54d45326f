import { StripeError, invalid } from '../api/stripe-error.js';
import type { Challenged } from '../billing/challenge-action.js';
import { confirmIntent } from '../billing/confirm.js';
import { linkIntent, settleInvoice } from '../billing/invoicing.js';
import { begin } from '../billing/subscribe.js';
import { authenticationRequired, cardOfNumber } from '../cards.js';
import { cardError } from '../resources/card-error.js';
import { createCustomer, type Customer } from '../resources/customer.js';
import type { Invoice } from '../resources/invoice.js';
import { createIntent, type PaymentIntent } from '../resources/payment-intent.js';
import { redeem } from '../resources/discount.js';
import { attachTo, storeCard } from '../resources/payment-method.js';
import { details, needsNoCard, sessionTax, type Basket, type Session } from '../resources/session.js';
import { wishesOf } from '../resources/session-discount.js';
import { subscription, type Subscription } from '../resources/subscription.js';
import { printedTaxIds } from '../resources/tax-id.js';
import type { Work } from '../store/work.js';
import { takeDetails, type Payer } from './payer.js';

/**
 * Pays an open session with the card of this number, as its holder would on the hosted page: the money first, then,
 * in subscription mode, the subscription with its paid invoice. No card is asked for where none is required. A session
 * that is complete already stays as it is.
 * @param payer what they say of themselves, where the session asks for it
 * @throws {StripeError} 402 when the bank refuses or has the holder confirm, with the code authentication_required
 *   (what was recorded of the attempt stays); 400 when it has expired, and when
 *   the address that tax is reckoned by is missing or a tax number cannot be read
 */
export async function paySession(work: Work, id: string, number: string, payer: Payer = {}): Promise<Session> {
  const session = await work.load('checkout.session', id);
  if (session.status === 'complete') return session;
  if (session.status !== 'open')
    throw invalid('This Checkout Session has expired.', undefined, 'checkout_session_expired');
  const card = needsNoCard(session) ? null : cardOfNumber(number);
  if (!card && !needsNoCard(session))
    throw new StripeError('Your card number is incorrect.', {
      status: 402,
      type: 'card_error',
      code: 'incorrect_number',
      param: 'number',
    });
  await takeDetails(work, session, payer);
  return payWith(work, session, card && (await storeCard(work, card, null)).id);
}

/** Pays an open session with a stored card, or with none; otherwise like `paySession`. */
export async function payWith(work: Work, session: Session, method: string | null): Promise<Session> {
  const basket = (await work.hidden(session.id)) as Basket;
  const named = session.customer ? await work.load('customer', String(session.customer)) : null;
  const total = Math.max(
    0,
    (session.amount_total ?? 0) + (session.mode === 'subscription' ? (named?.balance ?? 0) : 0),
  );
  const intent = total > 0 && method ? await charge(work, session, basket, total, method) : null;
  return completeSession(work, session, method, intent);
}

/** Completes an open session whose money has come: the customer, the card, the subscription with its paid invoice. */
export async function completeSession(
  work: Work,
  session: Session,
  method: string | null,
  intent: PaymentIntent | null,
): Promise<Session> {
  const named = session.customer ? await work.load('customer', String(session.customer)) : null;
  const customer = named ?? (await newCustomer(work, session));
  if (customer && method) {
    await attachTo(work, method, customer.id);
    if (intent && !intent.customer) await work.change('payment_intent', intent, { customer: customer.id });
  }
  const begun = session.mode === 'subscription' ? await beginPaid(work, session, customer!, method, intent) : null;
  if (session.mode === 'payment') {
    const { id, amount_subtotal: amount, currency } = session;
    await redeem(work, wishesOf(session), { customer, amount: amount ?? 0, currency: currency!, session: id });
  }
  const changes: Partial<Session> = {
    status: 'complete',
    payment_status: session.amount_total === 0 ? 'no_payment_required' : 'paid',
    customer: customer?.id ?? null,
    customer_details: await payerDetails(work, session, customer),
    invoice: begun?.invoice.id ?? null,
    subscription: begun?.subscription.id ?? null,
    payment_intent: session.mode === 'payment' ? (intent?.id ?? null) : null,
    ...(begun && taxesOf(session, begun.invoice, customer)),
    url: null,
  };
  return work.change('checkout.session', session, changes, 'checkout.session.completed');
}

async function payerDetails(work: Work, session: Session, customer: Customer | null): Promise<Session['customer_details']> {
  const known = details(session.customer_email ?? customer?.email ?? null, customer) ?? details('', null);
  if (!known || !customer || !session.tax_id_collection?.enabled) return known;
  return { ...known, tax_ids: (await printedTaxIds(work, customer.id)) ?? [] };
}

/** What the checkout came to know by reckoning tax: nothing where none was asked for. */
function taxesOf(session: Session, { total_taxes: taxes }: Invoice, customer: Customer | null): Partial<Session> {
  if (!session.automatic_tax.enabled) return {};
  const amount_tax = (taxes ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return {
    automatic_tax: sessionTax(true, customer),
    total_details: { ...session.total_details!, amount_tax },
  };
}

async function charge(
  work: Work,
  session: Session,
  basket: Basket,
  amount: number,
  method: string,
): Promise<PaymentIntent> {
  const known = basket.intent ? await work.find('payment_intent', basket.intent) : null;
  const intent =
    known ??
    (await createIntent(work, {
      amount,
      currency: session.currency!,
      customer: session.customer as string | null,
      description: session.mode === 'subscription' ? 'Subscription creation' : basket.description,
      method,
      keepsMethod: session.mode === 'subscription' || basket.keepsMethod === true,
      shipping: basket.shipping,
      metadata: session.mode === 'payment' ? basket.metadata : {},
    }));
  const confirmed = await confirmIntent(work, intent, method, true);
  if (confirmed.intent.status === 'succeeded') return confirmed.intent;
  await work.remember(session.id, { ...basket, intent: intent.id });
  const { refusal } = confirmed;
  if (refusal) throw cardError(refusal, { payment_intent: confirmed.intent }, true);
  const challenged: Challenged = { session: session.id, page: `/c/pay/${session.id}` };
  await work.remember(intent.id, challenged);
  throw cardError(authenticationRequired, { payment_intent: confirmed.intent }, true);
}

async function newCustomer(work: Work, session: Session): Promise<Customer | null> {
  if (session.mode === 'payment' && session.customer_creation !== 'always') return null;
  return createCustomer(work, { email: session.customer_email });
}

async function beginPaid(
  work: Work,
  session: Session,
  customer: Customer,
  method: string | null,
  intent: PaymentIntent | null,
): Promise<{ subscription: Subscription; invoice: Invoice }> {
  const basket = (await work.hidden(session.id)) as Basket;
  const items = basket.lines.map((line) => ({ price: line.price!, quantity: line.quantity ?? 1 }));
  const { days, end } = basket.trial;
  const made = subscription(work.now, {
    customer: customer.id,
    items,
    method,
    metadata: basket.metadata,
    description: basket.description,
    trialEnd: days === null ? end : work.now + days * 86_400,
    trialSettings: basket.trialSettings,
    automaticTax: session.automatic_tax.enabled,
  });
  const begun: Subscription = made.status === 'trialing' ? made : { ...made, status: 'active' };
  const { subscription: stored, invoice: open } = await begin(work, begun, customer, wishesOf(session), session.id);
  if (intent) await linkIntent(work, open, intent);
  return { subscription: stored, invoice: open.status === 'open' ? await settleInvoice(work, open) : open };
}
