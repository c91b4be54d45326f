import { nextPeriodEnd } from '../billing/period.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import { intervalOf, subscriptionItem, type ItemTerms } from './subscription-item.js';
import type { TaxRate } from './tax-rate.js';

export type Subscription = Objects['subscription'];

interface Terms {
  customer: string;
  items: ItemTerms[];
  method?: string | null;
  metadata?: Record<string, string>;
  description?: string | null;
  /** Until when it costs nothing, in seconds. */
  trialEnd?: number | null;
  trialSettings?: Subscription['trial_settings'];
  taxRates?: TaxRate[];
  automaticTax?: boolean;
}

/** A new subscription as it travels: not yet paid, its first period or its trial running. */
export function subscription(now: number, terms: Terms): Subscription {
  const id = newId('sub');
  const trialEnd = terms.trialEnd ?? null;
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: {
      disabled_reason: null,
      enabled: terms.automaticTax ?? false,
      liability: terms.automaticTax ? { type: 'self' } : null,
    },
    billing_cycle_anchor: trialEnd ?? now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: now },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: now,
    currency: terms.items[0]!.price.currency,
    customer: terms.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: terms.method ?? null,
    default_source: null,
    default_tax_rates: terms.taxRates ?? [],
    description: terms.description ?? null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: terms.items.map((item) =>
        subscriptionItem(now, id, item, {
          start: now,
          end: trialEnd ?? nextPeriodEnd(now, intervalOf(item.price), now),
        }),
      ),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: terms.metadata ?? {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    test_clock: null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: terms.trialSettings ?? {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: trialEnd === null ? null : now,
  };
}

/** Whether it has ended for good. */
export function hasEnded({ status }: Subscription): boolean {
  return status === 'canceled' || status === 'incomplete_expired';
}
