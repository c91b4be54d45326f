import { Conditions, listObjects, paging } from '../api/list.js';
import { flag, hash, ignored, integer, list, mergeMetadata, metadata, oneOf, range, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missingParameter } from '../api/stripe-error.js';
import { checkCurrency, checkRecurring, nameOf } from '../billing/subscribe.js';
import { newId, randomText } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import type { Customer } from './customer.js';
import { lineItem, lineItemsOf, type LineItem } from './line-item.js';
import { refusePaymentMethodTypes } from './payment-intent.js';
import { priceDataRule, priceOf } from './price.js';

export type Session = Objects['checkout.session'];

/** What a session remembers until it is paid. */
export interface Basket extends Record<string, unknown> {
  lines: LineItem[];
  metadata: Record<string, string>;
  description: string | null;
  /** The intent of an attempt that was refused; the next attempt uses it again. */
  intent?: string;
}

const DAY = 86_400;
const createShape = {
  mode: required(oneOf('subscription', 'payment')),
  success_url: required(text),
  cancel_url: text,
  client_reference_id: text,
  customer: text,
  customer_creation: oneOf('always', 'if_required'),
  customer_email: text,
  customer_update: hash({ address: oneOf('auto', 'never'), name: oneOf('auto', 'never') }),
  line_items: required(list(hash({ price: text, price_data: priceDataRule, quantity: integer }))),
  locale: text,
  metadata,
  expires_at: integer,
  subscription_data: hash({ metadata, description: text }),
  payment_intent_data: hash({ metadata, description: text }),
  payment_method_collection: oneOf('always', 'if_required'),
  submit_type: oneOf('auto', 'book', 'donate', 'pay', 'subscribe'),
  ui_mode: oneOf('hosted_page'),
  billing_address_collection: oneOf('auto', 'required'),
  automatic_tax: hash({ enabled: required(flag) }),
  tax_id_collection: hash({ enabled: required(flag) }),
  allowed_payment_method_types: list(text),
  excluded_payment_method_types: list(text),
  payment_method_types: ignored,
};
type Fields = Values<typeof createShape>;

async function create(work: Work, fields: Fields): Promise<Session> {
  refusePaymentMethodTypes(fields);
  if (fields.customer && fields.customer_email) throw invalid('You may only specify one of these parameters: customer, customer_email.', 'customer');
  checkUrl(fields.success_url, 'success_url');
  if (fields.cancel_url) checkUrl(fields.cancel_url, 'cancel_url');
  const customer = fields.customer ? await work.load('customer', fields.customer, 'customer') : null;
  const lines = await linesOf(work, fields);
  if (customer) checkCurrency(customer, lines[0]!.currency);
  if (new Set(lines.map((line) => line.currency)).size > 1) throw invalid('All line items must have the same currency.', 'line_items');
  const data = fields.mode === 'subscription' ? fields.subscription_data : fields.payment_intent_data;
  const basket: Basket = { lines, metadata: mergeMetadata({}, data?.metadata), description: data?.description ?? null };
  const made = session(work, fields, customer, lines);
  return work.create('checkout.session', made, undefined, basket);
}

async function linesOf(work: Work, fields: Fields): Promise<LineItem[]> {
  const lines: LineItem[] = [];
  for (const [index, { price: named, price_data: data, quantity }] of fields.line_items.entries()) {
    const at = `line_items[${index}]`;
    if (typeof quantity !== 'number') throw missingParameter(`${at}[quantity]`);
    if (quantity < 1) throw invalid('This value must be greater than or equal to 1.', `${at}[quantity]`, 'parameter_invalid_integer');
    const price = await priceOf(work, { price: named, price_data: data }, at);
    if (fields.mode === 'subscription') checkRecurring(price, `${at}[price]`);
    else if (price.recurring) throw invalid('You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.', 'line_items');
    lines.push(lineItem(price, quantity, await nameOf(work, price)));
  }
  if (lines.length === 0) throw missingParameter('line_items');
  return lines;
}

/** A new, open checkout session as it travels. */
function session(work: Work, fields: Fields, customer: Customer | null, lines: LineItem[]): Session {
  const id = `cs_test_a1${randomText(56)}`;
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0);
  const paid = fields.mode === 'payment';
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: (fields.allowed_payment_method_types ?? null) as Session['allowed_payment_method_types'],
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: fields.automatic_tax?.enabled ?? false, liability: null, provider: null, status: null },
    billing_address_collection: fields.billing_address_collection ?? null,
    cancel_url: fields.cancel_url ?? null,
    client_reference_id: fields.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: work.now,
    currency: lines[0]!.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : (fields.customer_creation ?? (paid ? 'if_required' : 'always')),
    customer_details: details(customer?.email ?? fields.customer_email ?? null, customer),
    customer_email: fields.customer_email ?? null,
    discounts: [],
    expires_at: expiry(work.now, fields.expires_at),
    integration_identifier: null,
    invoice: null,
    invoice_creation: paid
      ? {
          enabled: false,
          invoice_data: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: null, metadata: {}, rendering_options: null },
        }
      : null,
    livemode: false,
    locale: (fields.locale ?? null) as Session['locale'],
    managed_payments: null,
    metadata: mergeMetadata({}, fields.metadata),
    mode: fields.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: paid ? 'if_required' : (fields.payment_method_collection ?? 'always'),
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: paid
      ? null
      : { allow_redisplay_filters: ['always'], payment_method_remove: 'disabled', payment_method_save: null },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: fields.submit_type ?? null,
    subscription: null,
    success_url: fields.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${work.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}

/** What is known of the person who pays. */
export function details(email: string | null, customer: Customer | null): Session['customer_details'] {
  if (!email && !customer) return null;
  return {
    address: customer?.address ?? null,
    business_name: null,
    email,
    individual_name: null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_exempt: customer?.tax_exempt ?? 'none',
    tax_ids: null,
  };
}

function expiry(now: number, wished: number | null | undefined): number {
  if (typeof wished !== 'number') return now + DAY;
  if (wished < now + 1800) throw invalid('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', 'expires_at');
  if (wished > now + DAY) throw invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', 'expires_at');
  return wished;
}

function checkUrl(url: string, param: string): void {
  if (/^https?:\/\/[^\s]+$/.test(url) && URL.canParse(url)) return;
  throw invalid('Not a valid URL', param, 'url_invalid');
}

/** Closes an open session; the page says so from then on. */
export async function expireSession(work: Work, open: Session): Promise<Session> {
  return work.change('checkout.session', open, { status: 'expired', url: null }, 'checkout.session.expired');
}

async function expire(work: Work, id: string): Promise<Session> {
  const found = await work.load('checkout.session', id);
  if (found.status === 'open') return expireSession(work, found);
  throw invalid(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${found.status}\`.`);
}

export const sessionRoutes = [
  route('POST', '/v1/checkout/sessions', createShape, create),
  route(
    'GET',
    '/v1/checkout/sessions',
    { ...paging, customer: text, subscription: text, payment_intent: text, status: oneOf('open', 'complete', 'expired'), created: range },
    (work, { customer, subscription, payment_intent: intent, status, created, ...page }) => {
      const conditions = new Conditions().add('customer = ?', customer).field('subscription', subscription).field('payment_intent', intent);
      return listObjects(work, 'checkout.session', '/v1/checkout/sessions', page, conditions.field('status', status).created(created));
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
