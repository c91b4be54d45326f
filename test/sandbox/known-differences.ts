/** A place at which the sandbox answers otherwise than the recorded Stripe, and why. */
export interface KnownDifference {
  field: RegExp;
  reason: string;
}

/** All of them. Status codes, status fields, amounts and periods may not be here. */
export const KNOWN_DIFFERENCES: KnownDifference[] = [
  { field: /^quantity$/, reason: 'left on the subscription by Stripe from older versions; the SDK does not type it' },
  {
    field: /payment_method_types\.length$/,
    reason: 'the recorded account takes bank debits, wallets and the like; the sandbox takes cards',
  },
  {
    field: /next_action\.use_stripe_sdk\./,
    reason: 'keys of a card network for a page that a browser library of Stripe shows',
  },
];
