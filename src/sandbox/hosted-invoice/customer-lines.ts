import { words, type Language } from '../checkout/words.js';
import type { Invoice } from '../resources/invoice.js';

/** Who an invoice is for, line by line: name, postal address, tax numbers and mail address, as far as they are known. */
export function customerLines(invoice: Invoice, language: Language): string[] {
  const { customer_name: name, customer_address: address, customer_tax_ids: taxIds, customer_email: email } = invoice;
  const { line1, line2, postal_code: code, city, state, country } = address ?? {};
  const place = [[code, city].filter(Boolean).join(' '), state].filter(Boolean).join(', ');
  const land = country ? new Intl.DisplayNames(language, { type: 'region' }).of(country) : null;
  const numbers = (taxIds ?? []).map(({ value }) => value);
  const lines = [name, line1, line2, place, land, ...numbers, email].filter((line) => typeof line === 'string' && line !== '');
  return lines.length > 0 ? (lines as string[]) : [words[language].noEmail];
}
