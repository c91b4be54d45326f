import type { Stripe } from '../stripe/stripe.client.js';
import type { TaxNumber } from './tax-number.js';

/** Who invoices are written to. What is not said is empty. */
export interface BillingDetails {
  name: string;
  line1: string;
  line2: string;
  postalCode: string;
  city: string;
  region: string;
  /** ISO 3166, two letters. */
  country: string;
  taxNumber: TaxNumber | null;
}

/** What Stripe has of a customer as details; pure. With several tax numbers, the newest. @param customer with `tax_ids` expanded */
export function detailsOf({ name, address, tax_ids }: Pick<Stripe.Customer, 'name' | 'address' | 'tax_ids'>): BillingDetails {
  const [newest] = tax_ids?.data ?? [];
  return {
    name: name ?? '', line1: address?.line1 ?? '', line2: address?.line2 ?? '', postalCode: address?.postal_code ?? '', city: address?.city ?? '', region: address?.state ?? '',
    country: address?.country ?? '', taxNumber: newest ? { type: newest.type, value: newest.value } : null,
  };
}

/** Details as Stripe takes them; no country, no address. @param taxed whether Stripe is to refuse an address that it can reckon no tax by */
export function customerParams({ name, line1, line2, postalCode, city, region, country }: BillingDetails, taxed: boolean): Stripe.CustomerUpdateParams {
  return { name, ...(taxed && country && { tax: { validate_location: 'immediately' } }), address: country ? { line1, line2, postal_code: postalCode, city, state: region, country } : '' };
}
