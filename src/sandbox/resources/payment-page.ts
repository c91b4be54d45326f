import { integer, required, text } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { payWith } from '../checkout/pay.js';
import { findMethod } from './payment-method.js';

/**
 * The calls that Stripe's own pages and its command-line tool make to pay a checkout. They are no part of the
 * documented API and of no SDK; here they answer with the session.
 */
export const paymentPageRoutes = [
  route('GET', '/v1/payment_pages/:id', {}, (work, _fields, id) => work.load('checkout.session', id)),
  route(
    'POST',
    '/v1/payment_pages/:id/confirm',
    { payment_method: required(text), expected_amount: integer },
    async (work, { payment_method: named, expected_amount: expected }, id) => {
      const session = await work.load('checkout.session', id);
      if (session.status !== 'open') throw invalid(`This Checkout Session is ${session.status}.`);
      if (typeof expected === 'number' && expected !== session.amount_total)
        throw invalid('The amount is not what the session costs.', 'expected_amount');
      return payWith(work, session, (await findMethod(work, named, 'payment_method')).id);
    },
  ),
];
