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
  /** When charged: always fine, always refused, asks its holder, or refused as soon as its holder does not look on. */
  outcome: 'succeeds' | 'declined' | 'asks' | 'fails_later';
  refusal: Refusal;
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

function card(number: string, brand: string, outcome: Card['outcome'] = 'succeeds', refusal = declined): Card {
  return { number, brand, outcome, refusal };
}

const cards: Record<string, Card> = {
  pm_card_visa: card('4242424242424242', 'visa'),
  pm_card_visa_debit: card('4000056655665556', 'visa'),
  pm_card_mastercard: card('5555555555554444', 'mastercard'),
  pm_card_amex: card('378282246310005', 'amex'),
  pm_card_discover: card('6011000990139424', 'discover'),
  pm_card_chargeDeclined: card('4000000000000002', 'visa', 'declined'),
  pm_card_chargeDeclinedInsufficientFunds: card('4000000000009995', 'visa', 'declined', insufficient),
  pm_card_chargeDeclinedExpiredCard: card('4000000000000069', 'visa', 'declined', expired),
  pm_card_chargeCustomerFail: card('4000000000000341', 'visa', 'fails_later'),
  pm_card_authenticationRequired: card('4000002760003184', 'visa', 'asks'),
};

/** The card of a test token such as `pm_card_visa`. */
export function cardOfToken(token: string): Card | null {
  return Object.hasOwn(cards, token) ? cards[token]! : null;
}

/** The card with this number; spaces are left out of account. */
export function cardOfNumber(number: string): Card | null {
  const digits = number.replaceAll(/\s/g, '');
  return Object.values(cards).find((each) => each.number === digits) ?? null;
}
