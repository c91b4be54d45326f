import { readFileSync } from 'node:fs';

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

// Derived from the SDK's types by src/tools/trim-schemas.mjs. An enum is closed here: the sandbox may only say what is
// listed, although the app must bear any word.
const schemas = JSON.parse(readFileSync('test/sandbox/schemas.json', 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addFormat('decimal', /^-?\d+(\.\d+)?$/);
ajv.addSchema(schemas, 'stripe');

const NAMES: Record<string, string> = {
  account: 'Account',
  balance: 'Balance',
  balance_transaction: 'BalanceTransaction',
  'billing_portal.configuration': 'BillingPortal.Configuration',
  'billing_portal.session': 'BillingPortal.Session',
  'checkout.session': 'Checkout.Session',
  charge: 'Charge',
  coupon: 'Coupon',
  credit_note: 'CreditNote',
  credit_note_line_item: 'CreditNoteLineItem',
  customer: 'Customer',
  customer_balance_transaction: 'CustomerBalanceTransaction',
  discount: 'Discount',
  dispute: 'Dispute',
  event: 'EventBase',
  invoice: 'Invoice',
  invoice_payment: 'InvoicePayment',
  invoiceitem: 'InvoiceItem',
  item: 'LineItem',
  line_item: 'InvoiceLineItem',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  price: 'Price',
  product: 'Product',
  promotion_code: 'PromotionCode',
  'radar.early_fraud_warning': 'Radar.EarlyFraudWarning',
  refund: 'Refund',
  setup_intent: 'SetupIntent',
  subscription: 'Subscription',
  subscription_item: 'SubscriptionItem',
  subscription_schedule: 'SubscriptionSchedule',
  tax_id: 'TaxId',
  tax_rate: 'TaxRate',
  'test_helpers.test_clock': 'TestHelpers.TestClock',
  'v2.core.event': 'V2.Core.EventBase',
  'v2.core.event_destination': 'V2.Core.EventDestination',
  webhook_endpoint: 'WebhookEndpoint',
};
const validators = new Map<string, ValidateFunction>();

/** What is wrong with an object of one of Stripe's types (`Customer`, `Checkout.Session`); empty when nothing is. */
export function validate(type: string, object: unknown): string[] {
  let validator = validators.get(type);
  if (!validator) {
    validator = ajv.compile({ $ref: `stripe#/$defs/${type}` });
    validators.set(type, validator);
  }
  if (validator(object)) return [];
  return validator.errors!.map(
    ({ instancePath, message, params }) => `${type}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** What is wrong with an answer of the API, whatever it is: an object, a list, an event with its object, an error. */
export function faultsOf(answer: unknown): string[] {
  const body = answer as { object?: string; deleted?: boolean; data?: any; error?: Record<string, unknown> };
  if (body.error)
    return typeof body.error.type === 'string' && typeof body.error.message === 'string' ? [] : ['not an error object'];
  if (body.object === 'list' || 'next_page_url' in body) return body.data.flatMap(faultsOf);
  const name = NAMES[body.object ?? ''];
  if (!name) return [`no schema for an object of type ${body.object}`];
  if (body.object === 'v2.core.event') return faultsOfThin(answer as Record<string, unknown>);
  // What a v2 call leaves of a deleted object.
  if (name.startsWith('V2.') && Object.keys(body).length === 2) return [];
  if (body.object !== 'event') return validate(body.deleted ? name.replace(/\w+$/, 'Deleted$&') : name, answer);
  // The types of the SDK know the envelope and leave the object inside it open.
  const { object, ...data } = body.data;
  const inside = { ...data, object: {}, ...(data.previous_attributes && { previous_attributes: {} }) };
  return [...validate('EventBase', { ...body, data: inside }), ...faultsOf(object)];
}

/** What is wrong with a thin event; the SDK types its related object at each type of event, not in the envelope. */
function faultsOfThin({ related_object: related, ...envelope }: Record<string, unknown>): string[] {
  const { id, type, url } = (related ?? {}) as Record<string, unknown>;
  const named = [id, type, url].every((word) => typeof word === 'string') && Object.keys(related as object).length === 3;
  return [...(named ? [] : ['V2.Core.Event/related_object names no object']), ...validate('V2.Core.EventBase', envelope)];
}
