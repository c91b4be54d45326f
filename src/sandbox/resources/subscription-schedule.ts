import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';

export type Schedule = Objects['subscription_schedule'];
export type Phase = Schedule['phases'][number];

interface Terms {
  customer: string;
  phases: Phase[];
  endBehavior?: Schedule['end_behavior'];
  metadata?: Record<string, string>;
  /** The subscription it takes over. */
  subscription?: string;
}

/** A new subscription schedule as it travels: under way if it takes over a subscription, else not started. */
export function schedule(now: number, terms: Terms): Schedule {
  const { phases, subscription } = terms;
  const current = subscription ? phases.find((phase) => phase.start_date <= now && now < phase.end_date) : null;
  return {
    id: newId('sub_sched'),
    object: 'subscription_schedule',
    application: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: now },
    canceled_at: null,
    completed_at: null,
    created: now,
    current_phase: current ? { end_date: current.end_date, start_date: current.start_date } : null,
    customer: terms.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: 'automatic',
      billing_thresholds: null,
      collection_method: 'charge_automatically',
      default_payment_method: null,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: 'self' },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: terms.endBehavior ?? 'release',
    livemode: false,
    metadata: terms.metadata ?? {},
    pause_schedules: [],
    phases,
    released_at: null,
    released_subscription: null,
    status: subscription ? 'active' : 'not_started',
    subscription: subscription ?? null,
    test_clock: null,
  };
}
