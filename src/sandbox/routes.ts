import type { Route } from './api/route.js';
import { accountRoutes } from './resources/account.js';
import { chargeRoutes } from './resources/charge.js';
import { couponRoutes } from './resources/coupon.js';
import { customerRoutes } from './resources/customer.js';
import { eventRoutes } from './resources/event.js';
import { invoiceItemRoutes } from './resources/invoice-item-calls.js';
import { invoicePaymentRoutes } from './resources/invoice-payment.js';
import { invoiceRoutes } from './resources/invoice-calls.js';
import { paymentIntentRoutes } from './resources/payment-intent-calls.js';
import { paymentMethodRoutes } from './resources/payment-method.js';
import { priceRoutes } from './resources/price.js';
import { productRoutes } from './resources/product.js';
import { promotionCodeRoutes } from './resources/promotion-code.js';
import { refundRoutes } from './resources/refund.js';
import { scheduleRoutes } from './resources/schedule-calls.js';
import { sessionRoutes } from './resources/session-calls.js';
import { subscriptionItemRoutes } from './resources/subscription-item-calls.js';
import { subscriptionRoutes } from './resources/subscription-calls.js';
import { taxRateRoutes } from './resources/tax-rate.js';
import { webhookEndpointRoutes } from './resources/webhook-endpoint.js';

/** Every call of Stripe's API that the sandbox answers. */
export const routes: Route[] = [
  accountRoutes,
  customerRoutes,
  productRoutes,
  priceRoutes,
  sessionRoutes,
  subscriptionRoutes,
  subscriptionItemRoutes,
  scheduleRoutes,
  couponRoutes,
  promotionCodeRoutes,
  taxRateRoutes,
  invoiceRoutes,
  invoiceItemRoutes,
  invoicePaymentRoutes,
  paymentIntentRoutes,
  paymentMethodRoutes,
  chargeRoutes,
  refundRoutes,
  eventRoutes,
  webhookEndpointRoutes,
].flat();
