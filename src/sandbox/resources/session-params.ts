import { flag, hash, ignored, integer, list, metadata, oneOf, required, text, type Values } from '../api/params.js';
import { shippingRule } from './address.js';
import { priceDataRule } from './price.js';
import { trialSettingsRule } from './subscription-params.js';

/** The parameters of creating a checkout session that the sandbox knows. */
export const sessionShape = {
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
  allow_promotion_codes: flag,
  discounts: list(hash({ coupon: text, promotion_code: text })),
  subscription_data: hash({
    metadata,
    description: text,
    trial_end: integer,
    trial_period_days: integer,
    trial_settings: trialSettingsRule,
  }),
  payment_intent_data: hash({
    metadata,
    description: text,
    setup_future_usage: oneOf('off_session', 'on_session'),
    shipping: shippingRule,
  }),
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

export type SessionFields = Values<typeof sessionShape>;
