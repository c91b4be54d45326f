import { Conditions, listObjects, paging } from '../api/list.js';
import { mergeMetadata, metadata, range, text } from '../api/params.js';
import { route } from '../api/route.js';
import type { Refusal } from '../cards.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import type { PaymentIntent } from './payment-intent.js';
import type { PaymentMethod } from './payment-method.js';

export type Charge = Objects['charge'];

/** A charge made for an intent, as it travels; refused when `refusal` is given, `confirmed` by the holder or not. */
export function charge(
  now: number,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: Refusal | null,
  confirmed = false,
): Charge {
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: refusal ? 0 : intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'THOUSAND SANDBOX',
    captured: refusal === null,
    created: now,
    currency: intent.currency,
    customer: intent.customer as string | null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: refusal?.code ?? null,
    failure_message: refusal?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(refusal),
    paid: refusal === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(intent, method, confirmed), type: 'card' },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: refusal ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

function outcome(refusal: Refusal | null): Charge['outcome'] {
  return {
    advice_code: (refusal?.advice_code ?? null) as 'try_again_later' | null,
    network_advice_code: null,
    network_decline_code: refusal ? '01' : null,
    network_status: refusal ? 'declined_by_network' : 'approved_by_network',
    reason: refusal ? (refusal.decline_code ?? refusal.code) : null,
    risk_level: 'normal',
    risk_score: 20,
    seller_message: refusal ? 'The bank gave no reason.' : 'Payment complete.',
    type: refusal ? 'issuer_declined' : 'authorized',
  };
}

const THREE_D_SECURE = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: '00000000-0000-0000-0000-000000000000',
  version: '2.2.0',
} as const;

function cardDetails(
  intent: PaymentIntent,
  method: PaymentMethod,
  confirmed: boolean,
): NonNullable<NonNullable<Charge['payment_method_details']>['card']> {
  const card = method.card!;
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: confirmed ? THREE_D_SECURE : null,
    transaction_link_id: null,
    wallet: null,
  };
}

export const chargeRoutes = [
  route(
    'GET',
    '/v1/charges',
    { ...paging, customer: text, created: range, payment_intent: text },
    (work, { customer, created, payment_intent: intent, ...page }) =>
      listObjects(
        work,
        'charge',
        '/v1/charges',
        page,
        new Conditions().add('customer = ?', customer).field('payment_intent', intent).created(created),
      ),
  ),
  route('GET', '/v1/charges/:id', {}, (work, _fields, id) => work.load('charge', id)),
  route(
    'POST',
    '/v1/charges/:id',
    { description: text, metadata, receipt_email: text },
    async (work: Work, fields, id) => {
      const before = await work.load('charge', id);
      const { metadata: change, ...rest } = fields;
      return work.change(
        'charge',
        before,
        { ...rest, metadata: mergeMetadata(before.metadata, change) },
        'charge.updated',
      );
    },
  ),
];
