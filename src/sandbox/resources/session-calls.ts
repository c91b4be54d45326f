import { Conditions, listObjects, paging } from '../api/list.js';
import { mergeMetadata, metadata, oneOf, range, text } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missingParameter } from '../api/stripe-error.js';
import { checkTaxBehavior, isLocated } from '../billing/automatic-tax.js';
import { checkCurrency, checkRecurring, nameOf } from '../billing/lines.js';
import { trialSettings } from '../billing/subscribe.js';
import { trialEndOf } from '../billing/trial.js';
import type { Work } from '../store/work.js';
import { readShipping } from './address.js';
import type { Customer } from './customer.js';
import { lineItem, lineItemsOf, type LineItem } from './line-item.js';
import { refusePaymentMethodTypes } from './payment-intent-calls.js';
import { priceOf } from './price.js';
import { sessionShape, type SessionFields } from './session-params.js';
import { discountSession } from './session-discount.js';
import { expireSession, session, type Basket, type Session } from './session.js';

async function create(work: Work, fields: SessionFields): Promise<Session> {
  refusePaymentMethodTypes(fields);
  if (fields.customer && fields.customer_email) throw invalid('Name customer or customer_email, not both.', 'customer');
  checkUrl(fields.success_url, 'success_url');
  if (fields.cancel_url) checkUrl(fields.cancel_url, 'cancel_url');
  const customer = fields.customer ? await work.load('customer', fields.customer, 'customer') : null;
  if (fields.discounts && fields.allow_promotion_codes)
    throw invalid('Name discounts or allow_promotion_codes, not both.', 'allow_promotion_codes');
  const trial = trialOf(work, fields);
  const lines = await linesOf(work, fields, trial.days !== null || trial.end !== null);
  if (fields.automatic_tax?.enabled) checkTax(fields, customer, lines);
  if (fields.tax_id_collection?.enabled && customer && fields.customer_update?.name !== 'auto')
    throw invalid('Collecting tax IDs of a customer needs customer_update[name] to be auto.', 'customer_update[name]');
  if (customer) checkCurrency(customer, lines[0]!.currency);
  if (new Set(lines.map((line) => line.currency)).size > 1)
    throw invalid('All line items must have the same currency.', 'line_items');
  const data = fields.mode === 'subscription' ? fields.subscription_data : fields.payment_intent_data;
  const { setup_future_usage: keeps, shipping } = (fields.mode === 'payment' && fields.payment_intent_data) || {};
  const settings = fields.subscription_data?.trial_settings;
  const basket: Basket = {
    lines,
    metadata: mergeMetadata({}, data?.metadata),
    description: data?.description ?? null,
    ...(shipping && { shipping: readShipping(shipping) }),
    ...(fields.customer_update?.address === 'auto' && { keepsAddress: true }),
    ...(fields.customer_update?.name === 'auto' && { keepsName: true }),
    ...(keeps === 'off_session' && { keepsMethod: true }),
    trial,
    trialSettings: settings ? trialSettings(settings) : null,
  };
  const made = session(work, fields, customer, lines);
  const stored = await work.create('checkout.session', made, undefined, basket);
  const [wish, second] = fields.discounts ?? [];
  if (second) throw invalid('A Checkout Session takes one discount.', 'discounts');
  return wish ? discountSession(work, stored, wish, 'discounts[0]') : stored;
}

/** The sandbox's checkout shows one price from first to last, hence only those that have their tax in them. */
function checkTax({ mode, customer_update: update }: SessionFields, customer: Customer | null, lines: LineItem[]): void {
  const prices = lines.map((line) => line.price!);
  checkTaxBehavior(prices, 'line_items');
  if (prices.some((price) => price.tax_behavior === 'exclusive') || mode !== 'subscription')
    throw invalid('The sandbox reckons tax at the checkout in inclusive prices of subscriptions only.', 'automatic_tax');
  if (customer && !isLocated(customer) && update?.address !== 'auto')
    throw invalid('Automatic tax needs an address of the customer, or customer_update[address] to be auto.', 'customer');
}

function trialOf(work: Work, { subscription_data: data }: SessionFields): Basket['trial'] {
  const { trial_period_days: days = null, trial_end: end = null } = data ?? {};
  trialEndOf(work.now, { trial_period_days: days ?? undefined, trial_end: end ?? undefined });
  if (end !== null && end < work.now + 2 * 86_400)
    throw invalid('A trial begun at the checkout ends in two days at the earliest.', 'subscription_data[trial_end]');
  return { days, end };
}

async function linesOf(work: Work, fields: SessionFields, free: boolean): Promise<LineItem[]> {
  const lines: LineItem[] = [];
  for (const [index, { price: named, price_data: data, quantity }] of fields.line_items.entries()) {
    const at = `line_items[${index}]`;
    if (typeof quantity !== 'number') throw missingParameter(`${at}[quantity]`);
    if (quantity < 1)
      throw invalid('This value must be greater than or equal to 1.', `${at}[quantity]`, 'parameter_invalid_integer');
    const price = await priceOf(work, { price: named, price_data: data }, at);
    if (fields.mode === 'subscription') checkRecurring(price, `${at}[price]`);
    else if (price.recurring) throw invalid('A recurring price needs the mode `subscription`.', 'line_items');
    lines.push(lineItem(price, quantity, await nameOf(work, price), free));
  }
  if (lines.length === 0) throw missingParameter('line_items');
  return lines;
}

async function expire(work: Work, id: string): Promise<Session> {
  const found = await work.load('checkout.session', id);
  if (found.status === 'open') return expireSession(work, found);
  throw invalid(`Only an open Checkout Session can be expired; this one is ${found.status}.`);
}

function checkUrl(url: string, param: string): void {
  if (/^https?:\/\/[^\s]+$/.test(url) && URL.canParse(url)) return;
  throw invalid('Not a valid URL', param, 'url_invalid');
}

export const sessionRoutes = [
  route('POST', '/v1/checkout/sessions', sessionShape, create),
  route(
    'GET',
    '/v1/checkout/sessions',
    {
      ...paging,
      customer: text,
      subscription: text,
      payment_intent: text,
      status: oneOf('open', 'complete', 'expired'),
      created: range,
    },
    (work, { customer, subscription, payment_intent: intent, status, created, ...page }) => {
      const conditions = new Conditions()
        .add('customer = ?', customer)
        .field('subscription', subscription)
        .field('payment_intent', intent);
      return listObjects(
        work,
        'checkout.session',
        '/v1/checkout/sessions',
        page,
        conditions.field('status', status).created(created),
      );
    },
  ),
  route('GET', '/v1/checkout/sessions/:id', {}, (work, _fields, id) => work.load('checkout.session', id)),
  route('POST', '/v1/checkout/sessions/:id', { metadata }, async (work, fields, id) => {
    const before = await work.load('checkout.session', id);
    return work.change('checkout.session', before, { metadata: mergeMetadata(before.metadata ?? {}, fields.metadata) });
  }),
  route('POST', '/v1/checkout/sessions/:id/expire', {}, (work, _fields, id) => expire(work, id)),
  route('GET', '/v1/checkout/sessions/:id/line_items', paging, (work, _fields, id) => lineItemsOf(work, id)),
];
