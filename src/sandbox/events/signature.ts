import { createHmac } from 'node:crypto';

import { systemMillis } from '../clock.js';

/** The `Stripe-Signature` of a body: the machine's time and an HMAC over both with the endpoint's secret. */
export function sign(body: string, secret: string): string {
  const timestamp = Math.floor(systemMillis() / 1000);
  const digest = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${digest}`;
}
