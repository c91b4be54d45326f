// Writes test/sandbox/schemas.json: of the JSON Schemas derived from the SDK's types, those of the objects that the
// sandbox makes. Objects it never makes are cut down to their `object` tag.
// Usage: node src/tools/trim-schemas.mjs path/to/schemas.json
import { readFileSync, writeFileSync } from 'node:fs';

const MADE = [
  'Balance',
  'BalanceTransaction',
  'BillingPortal.Configuration',
  'BillingPortal.Session',
  'Charge',
  'Checkout.Session',
  'Coupon',
  'CreditNote',
  'CreditNoteLineItem',
  'Customer',
  'CustomerBalanceTransaction',
  'DeletedCoupon',
  'DeletedCustomer',
  'DeletedDiscount',
  'DeletedInvoice',
  'DeletedInvoiceItem',
  'DeletedProduct',
  'DeletedSubscriptionItem',
  'DeletedTaxId',
  'DeletedWebhookEndpoint',
  'Discount',
  'Dispute',
  'EventBase',
  'Invoice',
  'InvoiceItem',
  'InvoiceLineItem',
  'InvoicePayment',
  'LineItem',
  'PaymentIntent',
  'PaymentMethod',
  'Plan',
  'Price',
  'Product',
  'PromotionCode',
  'Radar.EarlyFraudWarning',
  'Refund',
  'SetupIntent',
  'Subscription',
  'SubscriptionItem',
  'SubscriptionSchedule',
  'TaxId',
  'TaxRate',
  'TestHelpers.DeletedTestClock',
  'TestHelpers.TestClock',
  'V2.Core.EventBase',
  'V2.Core.EventDestination',
  'WebhookEndpoint',
];

const all = JSON.parse(readFileSync(process.argv[2], 'utf8')).$defs;
const kept = {};

/** Takes over a schema and all it refers to. */
function keep(name) {
  if (kept[name]) return;
  const tag = all[name].properties?.object;
  const made = !tag || MADE.includes(name);
  kept[name] = made ? all[name] : { type: 'object', properties: { object: tag }, required: ['object'] };
  for (const [, next] of JSON.stringify(kept[name]).matchAll(/"#\/\$defs\/([^"]+)"/g)) keep(next);
}

MADE.forEach(keep);
const sorted = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => a.localeCompare(b, 'en')));
const lines = Object.entries(sorted).map(([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`);
writeFileSync(
  'test/sandbox/schemas.json',
  `{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {\n${lines.join(',\n')}\n}}\n`,
);
