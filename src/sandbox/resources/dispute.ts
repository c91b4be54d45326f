import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Charge } from './charge.js';

export type Dispute = Objects['dispute'];
export type DisputeReason = 'fraudulent' | 'product_not_received' | 'general';

const DAYS_TO_ANSWER = 9;
const DAY = 86_400;

/** The evidence a seller may give in words or as the id of a file. */
export const EVIDENCE = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_communication',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'customer_signature',
  'duplicate_charge_documentation',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'receipt',
  'refund_policy',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'service_documentation',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_documentation',
  'shipping_tracking_number',
  'uncategorized_file',
  'uncategorized_text',
] as const;

const NETWORK_CODES: Record<DisputeReason, string> = {
  fraudulent: '10.4',
  product_not_received: '13.1',
  general: '12.5',
};

/**
 * A new dispute of a whole charge, as it travels. An inquiry takes no money yet. From Stripe's types and texts only:
 * no recorded call has one.
 */
export function dispute(now: number, charge: Charge, reason: DisputeReason, inquiry: boolean): Dispute {
  const none = Object.fromEntries(EVIDENCE.map((name) => [name, null])) as Record<(typeof EVIDENCE)[number], null>;
  const card = charge.payment_method_details?.card;
  const code = NETWORK_CODES[reason];
  return {
    id: newId('du'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...none, enhanced_evidence: {} },
    evidence_details: {
      due_by: now + DAYS_TO_ANSWER * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent as string | null,
    payment_method_details: {
      card: {
        brand: card?.brand ?? 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: card?.network ?? 'visa',
        network_reason_code: code,
      },
      type: 'card',
    },
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
}

/** Whether a dispute still takes evidence. */
export function isOpen({ status }: Dispute): boolean {
  return status.endsWith('needs_response') || status.endsWith('under_review');
}
