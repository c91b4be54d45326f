import { newId, randomText } from '../store/ids.js';
import type { Objects } from '../store/wire.js';

export type SetupIntent = Objects['setup_intent'];

interface Order {
  customer: string | null;
  description?: string | null;
  method?: string | null;
  metadata?: Record<string, string>;
  usage?: string | null;
  /** Whether the methods may lead away to another page. */
  redirects?: 'always' | 'never' | null;
}

/** A new intent to set a card up for later, as it travels. */
export function setupIntent(now: number, order: Order): SetupIntent {
  const id = newId('seti');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: { allow_redirects: order.redirects ?? 'always', enabled: true },
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: now,
    customer: order.customer,
    customer_account: null,
    description: order.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: null,
    mandate: null,
    metadata: order.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: order.method ?? null,
    payment_method_configuration_details: { id: 'pmc_1SandboxCardsOnly', parent: null },
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: order.method ? 'requires_confirmation' : 'requires_payment_method',
    usage: order.usage ?? 'off_session',
  };
}
