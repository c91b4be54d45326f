import { VAT_RATES } from '../billing/vat-rates.js';
import type { Session } from '../resources/session.js';
import { asksWhere, type Payer } from './payer.js';
import { words, type Language } from './words.js';

/** Where people of the sandbox may be: where it collects tax, and some other places. */
const COUNTRIES = [...Object.keys(VAT_RATES), 'AU', 'CA', 'CH', 'JP', 'NO', 'US', 'VN'];

/** What a session's page asks of its payer; what is known or was typed stands there already. */
export function payerFields(session: Session, payer: Payer, language: Language): { fields: object[]; countries: object[] } {
  const w = words[language];
  const { address, name } = session.customer_details ?? {};
  const asksNumber = session.tax_id_collection?.enabled === true;
  const asks = asksWhere(session);
  const now = payer.country ?? address?.country;
  const called = { name: 'name', label: w.name, value: payer.name ?? name, fill: 'billing name', must: true };
  const places = [
    { name: 'line1', label: w.line1, value: payer.line1 ?? address?.line1, fill: 'billing address-line1' },
    { name: 'postalCode', label: w.postalCode, value: payer.postalCode ?? address?.postal_code, fill: 'billing postal-code' },
    { name: 'city', label: w.city, value: payer.city ?? address?.city, fill: 'billing address-level2' },
  ];
  const number = { name: 'taxNumber', label: w.taxNumber, value: payer.taxNumber, fill: 'off' };
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const countries = COUNTRIES.map((code) => ({ code, name: names.of(code)!, chosen: code === now }));
  const all = [...(asks || asksNumber ? [called] : []), ...(asks ? places : []), ...(asksNumber ? [number] : [])];
  return {
    fields: all.map((field) => ({ must: false, ...field, value: field.value ?? '' })),
    countries: asks ? countries.sort((a, b) => a.name.localeCompare(b.name, language)) : [],
  };
}
