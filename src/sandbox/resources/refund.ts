import { Conditions, listObjects, paging } from '../api/list.js';
import { integer, mergeMetadata, metadata, oneOf, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { formatMoney } from '../money.js';
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
  const charge = await chargeOf(work, fields);
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0)
    throw new StripeError(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  const amount = fields.amount ?? left;
  if (amount < 1)
    throw invalid('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  if (amount > left) {
    const [asked, rest] = [amount, left].map((each) => formatMoney(each, charge.currency, 'en'));
    throw invalid(`${asked} is more than is left of the charge (${rest}).`, 'amount');
  }
  const made = refund(work.now, charge, amount, fields.reason ?? null, mergeMetadata({}, fields.metadata));
  await work.create('refund', made, 'refund.created');
  const refunded = charge.amount_refunded + amount;
  const changed = await work.change('charge', charge, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount_captured,
  });
  work.emit('charge.refunded', changed, { amount_refunded: charge.amount_refunded, refunded: charge.refunded });
  return made;
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
    return work.change(
      'refund',
      before,
      { metadata: mergeMetadata(before.metadata ?? {}, fields.metadata) },
      'refund.updated',
    );
  }),
];
