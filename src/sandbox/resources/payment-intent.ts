import { newId, randomText } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';

export type PaymentIntent = Objects['payment_intent'];

interface Order {
  amount: number;
  currency: string;
  customer: string | null;
  description?: string | null;
  method?: string | null;
  /** What it pays: an invoice's id. */
  reference?: string;
  keepsMethod?: boolean;
  metadata?: Record<string, string>;
  receiptEmail?: string | null;
  shipping?: PaymentIntent['shipping'];
  /** Made through the API by itself, not for an invoice: Stripe chooses the methods. */
  alone?: boolean;
}

/** A new intent to take money, as it travels. */
export function paymentIntent(now: number, order: Order): PaymentIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: order.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: order.alone ? { allow_redirects: 'always', enabled: true } : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: now,
    currency: order.currency,
    customer: order.customer,
    customer_account: null,
    description: order.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: order.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    ...(order.reference && { payment_details: { customer_reference: null, order_reference: order.reference } }),
    payment_method: order.method ?? null,
    payment_method_configuration_details: order.alone ? { id: 'pmc_1SandboxCardsOnly', parent: null } : null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: order.receiptEmail ?? null,
    review: null,
    setup_future_usage: order.keepsMethod ? 'off_session' : null,
    shipping: order.shipping ?? null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: order.method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

/** Stores a new intent and tells of it. */
export function createIntent(work: Work, order: Order): Promise<PaymentIntent> {
  return work.create('payment_intent', paymentIntent(work.now, order), 'payment_intent.created');
}
