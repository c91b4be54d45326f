import { mergeMetadata } from '../api/params.js';
import { invalid } from '../api/stripe-error.js';
import { isLocated } from '../billing/automatic-tax.js';
import { randomText } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import type { Customer } from './customer.js';
import type { PaymentIntent } from './payment-intent.js';
import type { LineItem } from './line-item.js';
import type { SessionFields } from './session-params.js';
import type { Subscription } from './subscription.js';

export type Session = Objects['checkout.session'];

/** What a session remembers until it is paid. */
export interface Basket extends Record<string, unknown> {
  lines: LineItem[];
  metadata: Record<string, string>;
  description: string | null;
  shipping?: PaymentIntent['shipping'];
  /** Whether what is said of address and name at the checkout is the customer's from then on. */
  keepsAddress?: boolean;
  keepsName?: boolean;
  /** Whether a card that pays once is kept for later. */
  keepsMethod?: boolean;
  /** The trial a subscription begins with: for so many days from when it is made, or until a moment. */
  trial: { days: number | null; end: number | null };
  trialSettings: Subscription['trial_settings'];
  /** The intent of an attempt that was refused; the next attempt uses it again. */
  intent?: string;
}

const DAY = 86_400;

/** A new, open checkout session as it travels. */
export function session(work: Work, fields: SessionFields, customer: Customer | null, lines: LineItem[]): Session {
  const id = `cs_test_a1${randomText(56)}`;
  const paid = fields.mode === 'payment';
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: fields.allow_promotion_codes ?? null,
    allowed_payment_method_types: (fields.allowed_payment_method_types ??
      null) as Session['allowed_payment_method_types'],
    ...sessionTotals(lines),
    automatic_tax: sessionTax(fields.automatic_tax?.enabled ?? false, customer),
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
          invoice_data: {
            account_tax_ids: null,
            custom_fields: null,
            description: null,
            footer: null,
            issuer: null,
            metadata: {},
            rendering_options: null,
          },
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
    ...(fields.tax_id_collection && {
      tax_id_collection: { enabled: fields.tax_id_collection.enabled, required: 'never' as const },
    }),
    ui_mode: 'hosted_page',
    url: `${work.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}

/** Whether the checkout still has to ask where somebody is. */
export function sessionTax(enabled: boolean, customer: Customer | null): Session['automatic_tax'] {
  if (!enabled) return { enabled, liability: null, provider: null, status: null };
  const status = customer && isLocated(customer) ? 'complete' : 'requires_location_inputs';
  return { enabled, liability: { type: 'self' }, provider: 'stripe', status };
}

/** What the lines of a session come to. */
export function sessionTotals(
  lines: LineItem[],
): Pick<Session, 'amount_subtotal' | 'amount_total' | 'total_details'> {
  const sum = (name: 'amount_subtotal' | 'amount_total' | 'amount_discount') =>
    lines.reduce((total, line) => total + line[name], 0);
  return {
    amount_subtotal: sum('amount_subtotal'),
    amount_total: sum('amount_total'),
    total_details: { amount_discount: sum('amount_discount'), amount_shipping: 0, amount_tax: 0 },
  };
}

/** Whether it can be completed without a card: nothing is due, and one is collected only if required. */
export function needsNoCard({ amount_total: due, payment_method_collection: collects }: Session): boolean {
  return due === 0 && collects === 'if_required';
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
  if (wished < now + 1800) throw invalid('A Checkout Session stays open for 30 minutes at least.', 'expires_at');
  if (wished > now + DAY) throw invalid('A Checkout Session stays open for 24 hours at most.', 'expires_at');
  return wished;
}

/** Closes an open session; the page says so from then on. */
export async function expireSession(work: Work, open: Session): Promise<Session> {
  return work.change('checkout.session', open, { status: 'expired', url: null }, 'checkout.session.expired');
}
