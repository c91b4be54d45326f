/** What a bank says to a test card. */
export interface Refusal {
  code: string;
  decline_code: string | null;
  advice_code: string;
  message: string;
}

/** A test card: its number decides what happens. Numbers and outcomes are those of Stripe's own test cards. */
export interface Card {
  number: string;
  brand: string;
  /** When charged: always fine, always refused, or refused as soon as its holder does not look on. */
  outcome: 'succeeds' | 'declined' | 'fails_later';
  /** Whether the bank has the holder confirm: never, always, or on session and until the card was set up. */
  asks: 'never' | 'always' | 'until_set_up';
  refusal: Refusal;
  /** What the holder or the bank makes of a charge right after it. */
  trouble: 'none' | 'fraudulent' | 'product_not_received' | 'inquiry' | 'warning';
  /** What becomes of a refund. */
  refund: 'arrives' | 'fails';
}

const declined: Refusal = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  advice_code: 'try_again_later',
  message: 'Your card was declined.',
};
const insufficient: Refusal = {
  ...declined,
  decline_code: 'insufficient_funds',
  message: 'Your card has insufficient funds.',
};
const expired: Refusal = {
  code: 'expired_card',
  decline_code: null,
  advice_code: 'do_not_try_again',
  message: 'Your card has expired.',
};
/** What a bank says when the holder would have to confirm and is not there. */
export const authenticationRequired: Refusal = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  advice_code: 'confirm_card_data',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** What is said when the holder was asked to confirm and did not. */
export function authenticationFailed(kind: 'payment_intent' | 'setup_intent'): Refusal {
  return {
    code: `${kind}_authentication_failure`,
    decline_code: null,
    advice_code: 'try_again_later',
    message: 'The holder of the card did not confirm.',
  };
}

function card(number: string, brand = 'visa', more: Partial<Card> = {}): Card {
  return {
    number,
    brand,
    outcome: 'succeeds',
    asks: 'never',
    refusal: declined,
    trouble: 'none',
    refund: 'arrives',
    ...more,
  };
}

const refused: Partial<Card> = { outcome: 'declined' };

const cards: Record<string, Card> = {
  pm_card_visa: card('4242424242424242'),
  pm_card_visa_debit: card('4000056655665556'),
  pm_card_mastercard: card('5555555555554444', 'mastercard'),
  pm_card_amex: card('378282246310005', 'amex'),
  pm_card_discover: card('6011000990139424', 'discover'),
  pm_card_bypassPending: card('4000000000000077'),
  pm_card_chargeDeclined: card('4000000000000002', 'visa', refused),
  pm_card_chargeDeclinedInsufficientFunds: card('4000000000009995', 'visa', { ...refused, refusal: insufficient }),
  pm_card_chargeDeclinedExpiredCard: card('4000000000000069', 'visa', { ...refused, refusal: expired }),
  pm_card_chargeCustomerFail: card('4000000000000341', 'visa', { outcome: 'fails_later' }),
  pm_card_authenticationRequired: card('4000002760003184', 'visa', { asks: 'always' }),
  pm_card_threeDSecure2Required: card('4000000000003220', 'visa', { asks: 'always' }),
  pm_card_authenticationRequiredOnSetup: card('4000002500003155', 'visa', { asks: 'until_set_up' }),
  pm_card_authenticationRequiredChargeDeclinedInsufficientFunds: card('4000008260003178', 'visa', {
    ...refused,
    asks: 'always',
    refusal: insufficient,
  }),
  pm_card_createDispute: card('4000000000000259', 'visa', { trouble: 'fraudulent' }),
  pm_card_createDisputeProductNotReceived: card('4000000000002685', 'visa', { trouble: 'product_not_received' }),
  pm_card_createDisputeInquiry: card('4000000000001976', 'visa', { trouble: 'inquiry' }),
  pm_card_createIssuerFraudRecord: card('4000000000005423', 'visa', { trouble: 'warning' }),
  pm_card_refundFail: card('4000000000005126', 'visa', { refund: 'fails' }),
};
const otherNames: Record<string, string> = { pm_card_visa_chargeDeclined: 'pm_card_chargeDeclined' };

/** The card of a test token such as `pm_card_visa`. */
export function cardOfToken(token: string): Card | null {
  const name = Object.hasOwn(otherNames, token) ? otherNames[token]! : token;
  return Object.hasOwn(cards, name) ? cards[name]! : null;
}

/** The card with this number; spaces are left out of account. */
export function cardOfNumber(number: string): Card | null {
  const digits = number.replaceAll(/\s/g, '');
  return Object.values(cards).find((each) => each.number === digits) ?? null;
}
