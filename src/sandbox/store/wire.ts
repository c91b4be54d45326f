import type Stripe from 'stripe';

/** A Stripe object as it travels: decimals are strings, everything else as the SDK's types say. */
export type Wire<T> = T extends string
  ? T
  : T extends Stripe.Decimal
    ? string
    : T extends (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T;

/** Every type of object the sandbox keeps, under the name its `object` field carries. */
export interface Objects {
  customer: Wire<Stripe.Customer>;
  product: Wire<Stripe.Product>;
  price: Wire<Stripe.Price>;
  payment_method: Wire<Stripe.PaymentMethod>;
  'checkout.session': Wire<Stripe.Checkout.Session>;
  subscription: Wire<Stripe.Subscription>;
  invoice: Wire<Stripe.Invoice>;
  invoice_payment: Wire<Stripe.InvoicePayment>;
  payment_intent: Wire<Stripe.PaymentIntent>;
  charge: Wire<Stripe.Charge>;
  refund: Wire<Stripe.Refund>;
  balance_transaction: Wire<Stripe.BalanceTransaction>;
  dispute: Wire<Stripe.Dispute>;
  'radar.early_fraud_warning': Wire<Stripe.Radar.EarlyFraudWarning>;
  setup_intent: Wire<Stripe.SetupIntent>;
  credit_note: Wire<Stripe.CreditNote>;
  customer_balance_transaction: Wire<Stripe.CustomerBalanceTransaction>;
  'billing_portal.configuration': Wire<Stripe.BillingPortal.Configuration>;
  'billing_portal.session': Wire<Stripe.BillingPortal.Session>;
  coupon: Wire<Stripe.Coupon>;
  promotion_code: Wire<Stripe.PromotionCode>;
  discount: Wire<Stripe.Discount>;
  tax_id: Wire<Stripe.TaxId>;
  tax_rate: Wire<Stripe.TaxRate>;
  invoiceitem: Wire<Stripe.InvoiceItem>;
  subscription_schedule: Wire<Stripe.SubscriptionSchedule>;
  'test_helpers.test_clock': Wire<Stripe.TestHelpers.TestClock>;
  webhook_endpoint: Wire<Stripe.WebhookEndpoint>;
  'v2.core.event_destination': Wire<Stripe.V2.Core.EventDestination>;
}

export type ObjectType = keyof Objects;
export type StoredObject = Objects[ObjectType];

/** What remains of a deleted object. */
export type Tombstone = Wire<
  | Stripe.DeletedCustomer
  | Stripe.DeletedDiscount
  | Stripe.DeletedInvoice
  | Stripe.DeletedInvoiceItem
  | Stripe.DeletedProduct
  | Stripe.DeletedTaxId
  | Stripe.DeletedWebhookEndpoint
  | Stripe.TestHelpers.DeletedTestClock
  | Stripe.V2.DeletedObject
>;
