/** What is kept of a card: enough for its holder to know it by. */
export interface Card {
  brand: string;
  last4: string;
  /** 1 to 12; good to the end of it. */
  month: number;
  year: number;
}

/** Of Stripe's payment method what tells of a card. */
interface StripeMethod {
  card?: { brand: string; last4: string; exp_month: number; exp_year: number } | null;
}

/**
 * The card that a subscription's next charge goes to: its own, else its customer's (docs: default payment methods).
 * @param own the subscription's default payment method, expanded
 * @param fallback the customer's
 * @returns null without one, or when it is no card
 */
export function cardOf(own: unknown, fallback: unknown = null): Card | null {
  const { card } = (typeof own === 'object' && own !== null ? own : fallback ?? {}) as StripeMethod;
  return card ? { brand: card.brand, last4: card.last4, month: card.exp_month, year: card.exp_year } : null;
}
