import type Stripe from 'stripe';

import { hash, text, type Values } from '../api/params.js';

const shape = { city: text, country: text, line1: text, line2: text, postal_code: text, state: text };

/** The parameters of an address. */
export const addressRule = hash(shape);

/** An address as it travels; null when none was given. */
export function readAddress(fields: Values<typeof shape> | null | undefined): Stripe.Address | null {
  if (!fields) return null;
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = fields;
  return { city, country, line1, line2, postal_code, state };
}

/** An address of which nothing is known. */
export const NO_ADDRESS: Stripe.Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};
