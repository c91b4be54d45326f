import { Conditions, listObjects, paging } from '../api/list.js';
import { integer, mergeMetadata, metadata, oneOf, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missingParameter } from '../api/stripe-error.js';
import { refundCharge, tellOfRefund } from '../billing/refunds.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import type { Charge } from './charge.js';

export type Refund = Objects['refund'];

/** Money given back from a charge, as it travels. */
export function refund(
  now: number,
  charge: Charge,
  amount: number,
  reason: Refund['reason'],
  words: Record<string, string>,
): Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: now,
    currency: charge.currency,
    customer: charge.customer as string | null,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: words,
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}

const createShape = {
  amount: integer,
  charge: text,
  payment_intent: text,
  metadata,
  reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
};

async function create(work: Work, fields: Values<typeof createShape>): Promise<Refund> {
  const { amount, reason, metadata: words } = fields;
  return refundCharge(work, await chargeOf(work, fields), { amount, reason, metadata: mergeMetadata({}, words) });
}

async function chargeOf(work: Work, fields: Values<typeof createShape>): Promise<Charge> {
  if (fields.charge) return work.load('charge', fields.charge, 'charge');
  if (!fields.payment_intent) throw missingParameter('charge');
  const intent = await work.load('payment_intent', fields.payment_intent, 'payment_intent');
  if (intent.status === 'succeeded') return work.load('charge', String(intent.latest_charge), 'payment_intent');
  throw invalid('This PaymentIntent has no successful charge.', 'payment_intent');
}

export const refundRoutes = [
  route('POST', '/v1/refunds', createShape, create),
  route(
    'GET',
    '/v1/refunds',
    { ...paging, charge: text, payment_intent: text, created: range },
    (work, { charge, payment_intent: intent, created, ...page }) =>
      listObjects(
        work,
        'refund',
        '/v1/refunds',
        page,
        new Conditions().field('charge', charge).field('payment_intent', intent).created(created),
      ),
  ),
  route('GET', '/v1/refunds/:id', {}, (work, _fields, id) => work.load('refund', id)),
  route('POST', '/v1/refunds/:id', { metadata }, async (work, fields, id) => {
    const before = await work.load('refund', id);
    const after = await work.change('refund', before, {
      metadata: mergeMetadata(before.metadata ?? {}, fields.metadata),
    });
    if (after !== before) tellOfRefund(work, before, after);
    return after;
  }),
];
