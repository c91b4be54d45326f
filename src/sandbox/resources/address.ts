import type Stripe from 'stripe';

import { hash, required, text, type Values } from '../api/params.js';
import type { Objects } from '../store/wire.js';

const shape = { city: text, country: text, line1: text, line2: text, postal_code: text, state: text };

/** The parameters of an address. */
export const addressRule = hash(shape);

/** An address as it travels; null when none was given. */
export function readAddress(fields: Values<typeof shape> | null | undefined): Stripe.Address | null {
  if (!fields) return null;
  const { city = null, country = null, line1 = null, line2 = null, postal_code = null, state = null } = fields;
  return { city, country, line1, line2, postal_code, state };
}

/** The parameters of where goods are sent. */
export const shippingRule = hash({
  address: required(addressRule),
  carrier: text,
  name: required(text),
  phone: text,
  tracking_number: text,
});

/** Where goods are sent, as it travels; null when nothing was given. */
export function readShipping(fields: ReturnType<typeof shippingRule> | null | undefined): Objects['charge']['shipping'] {
  if (!fields) return null;
  const { carrier = null, name, phone = null, tracking_number = null } = fields;
  return { address: readAddress(fields.address) ?? NO_ADDRESS, carrier, name, phone, tracking_number };
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
