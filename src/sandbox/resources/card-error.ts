import { StripeError } from '../api/stripe-error.js';
import type { Refusal } from '../cards.js';

/** 402: the bank refused the card. With `keep`, what was recorded of the attempt stays. */
export function cardError(refusal: Refusal, more: Record<string, unknown> = {}, keep = false): StripeError {
  const { code, decline_code, advice_code, message } = refusal;
  return new StripeError(message, {
    status: 402,
    type: 'card_error',
    code,
    param: '',
    keep,
    more: { advice_code, ...(decline_code && { decline_code }), ...more },
  });
}
