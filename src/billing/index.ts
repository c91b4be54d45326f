export { BillingModule } from './billing.module.js';
export * from './events.js';
export { StripeClient } from './stripe/stripe.client.js';
