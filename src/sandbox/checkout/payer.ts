import { StripeError } from '../api/stripe-error.js';
import { isLocated } from '../billing/automatic-tax.js';
import { NO_ADDRESS } from '../resources/address.js';
import type { Basket, Session } from '../resources/session.js';
import { addTaxId } from '../resources/tax-id.js';
import type { Work } from '../store/work.js';

/** What somebody says of themselves at the checkout. */
export interface Payer {
  /** A person's or a company's. */
  name?: string;
  line1?: string;
  postalCode?: string;
  city?: string;
  /** ISO 3166, two letters. */
  country?: string;
  taxNumber?: string;
}

/** Whether the page of a session asks for an address. */
export function asksWhere({ automatic_tax: tax, billing_address_collection: wish }: Session): boolean {
  return tax.enabled || wish === 'required';
}

/**
 * Gives the customer of a session what they said of themselves, as far as the session is to keep it.
 * @throws {StripeError} 400 `address_missing` where tax is reckoned and nobody knows where; `tax_id_invalid`
 */
export async function takeDetails(work: Work, session: Session, payer: Payer): Promise<void> {
  if (!session.customer || (!asksWhere(session) && !session.tax_id_collection?.enabled)) return;
  const customer = await work.load('customer', String(session.customer));
  const { keepsAddress, keepsName } = (await work.hidden(session.id)) as Basket;
  const { name, line1 = null, postalCode: postal_code = null, city = null, country, taxNumber } = payer;
  const address = { ...NO_ADDRESS, line1, postal_code, city, country: country ?? null };
  const changes = { ...(keepsAddress && country && { address }), ...(keepsName && name && { name }) };
  const known = await work.change('customer', customer, changes, 'customer.updated');
  if (session.automatic_tax.enabled && !isLocated(known))
    throw new StripeError('Automatic tax needs to know where the customer is.', { code: 'address_missing' });
  if (!taxNumber || !session.tax_id_collection?.enabled) return;
  const type = known.address?.country === 'GB' ? 'gb_vat' : 'eu_vat';
  await addTaxId(work, { type, value: taxNumber.toUpperCase().replaceAll(/[\s.-]/g, '') }, customer.id);
}
