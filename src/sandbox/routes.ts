import type { Route } from './api/route.js';
import { accountRoutes } from './resources/account.js';
import { balanceRoutes } from './resources/balance.js';
import { balanceTransactionRoutes } from './resources/balance-transaction.js';
import { chargeRoutes } from './resources/charge.js';
import { couponRoutes } from './resources/coupon.js';
import { creditNoteRoutes } from './resources/credit-note-calls.js';
import { customerBalanceTransactionRoutes } from './resources/customer-balance-transaction.js';
import { customerRoutes } from './resources/customer.js';
import { disputeRoutes } from './resources/dispute-calls.js';
import { earlyFraudWarningRoutes } from './resources/early-fraud-warning.js';
import { eventDestinationRoutes } from './resources/event-destination.js';
import { eventRoutes } from './resources/event.js';
import { invoiceItemRoutes } from './resources/invoice-item-calls.js';
import { invoicePaymentRoutes } from './resources/invoice-payment.js';
import { invoiceRoutes } from './resources/invoice-calls.js';
import { paymentIntentRoutes } from './resources/payment-intent-calls.js';
import { paymentMethodRoutes } from './resources/payment-method-calls.js';
import { paymentPageRoutes } from './resources/payment-page.js';
import { portalConfigurationRoutes } from './resources/portal-configuration.js';
import { portalSessionRoutes } from './resources/portal-session.js';
import { priceRoutes } from './resources/price.js';
import { productRoutes } from './resources/product.js';
import { promotionCodeRoutes } from './resources/promotion-code.js';
import { refundRoutes } from './resources/refund.js';
import { scheduleRoutes } from './resources/schedule-calls.js';
import { sessionRoutes } from './resources/session-calls.js';
import { setupIntentRoutes } from './resources/setup-intent-calls.js';
import { subscriptionItemRoutes } from './resources/subscription-item-calls.js';
import { subscriptionRoutes } from './resources/subscription-calls.js';
import { taxIdRoutes } from './resources/tax-id.js';
import { taxRateRoutes } from './resources/tax-rate.js';
import { testClockRoutes } from './resources/test-clock.js';
import { thinEventRoutes } from './resources/thin-event-calls.js';
import { webhookEndpointRoutes } from './resources/webhook-endpoint.js';

/** Every call of Stripe's API that the sandbox answers. */
export const routes: Route[] = [
  accountRoutes,
  customerRoutes,
  customerBalanceTransactionRoutes,
  productRoutes,
  priceRoutes,
  sessionRoutes,
  paymentPageRoutes,
  subscriptionRoutes,
  subscriptionItemRoutes,
  scheduleRoutes,
  couponRoutes,
  promotionCodeRoutes,
  taxIdRoutes,
  taxRateRoutes,
  invoiceRoutes,
  invoiceItemRoutes,
  invoicePaymentRoutes,
  paymentIntentRoutes,
  paymentMethodRoutes,
  setupIntentRoutes,
  portalConfigurationRoutes,
  portalSessionRoutes,
  chargeRoutes,
  refundRoutes,
  balanceRoutes,
  balanceTransactionRoutes,
  disputeRoutes,
  earlyFraudWarningRoutes,
  creditNoteRoutes,
  eventRoutes,
  webhookEndpointRoutes,
  eventDestinationRoutes,
  thinEventRoutes,
  testClockRoutes,
].flat();
