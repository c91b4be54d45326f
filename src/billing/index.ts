export { BillingModule } from './billing.module.js';
export { PageClosing } from './closing/closing.service.js';
export { Checkout } from './checkout/checkout.service.js';
export * from './events.js';
export { CancellationLinks } from './cancellation-links.service.js';
export { Payment } from './payments/payment.entity.js';
export { Payments } from './payments/payments.service.js';
export { StripeClient } from './stripe/stripe.client.js';
export { Subscription } from './subscription.entity.js';
