import { Conditions, listObjects } from '../api/list.js';
import { invalid } from '../api/stripe-error.js';
import type { Customer } from '../resources/customer.js';
import type { InvoiceLine } from '../resources/invoice-line.js';
import type { Invoice } from '../resources/invoice.js';
import type { Price } from '../resources/price.js';
import { taxRate, type TaxRate } from '../resources/tax-rate.js';
import type { Work } from '../store/work.js';
import { taxLine } from './tax-lines.js';
import { VAT_RATES } from './vat-rates.js';

/** Where whoever sells is at home: the sandbox's account is Italian. */
const HOME = 'IT';

/** Whether automatic tax knows where a customer is. */
export function isLocated({ address }: Customer): boolean {
  return Boolean(address?.country);
}

/**
 * Adds to each line the tax that Stripe would reckon for where its customer is; none where the sandbox is not registered.
 * A business of another country of the Union pays its own (reverse charge). Simplified: everything sold is taxed at the
 * standard rate, and the address tells by its country alone.
 */
export async function taxAutomatically(work: Work, customer: Customer, lines: InvoiceLine[]): Promise<InvoiceLine[]> {
  const country = customer.address?.country ?? '';
  const percentage = VAT_RATES[country];
  if (percentage === undefined || customer.tax_exempt === 'exempt') return lines;
  const reverse = country !== HOME && (customer.tax_exempt === 'reverse' || (await hasUnionNumber(work, customer)));
  const taxed = [];
  for (const line of lines) {
    const rate = await rateOf(work, country, reverse ? 0 : percentage, await isExclusive(work, line));
    const reason = reverse ? 'reverse_charge' : 'standard_rated';
    taxed.push(taxLine(line, [rate], reason));
  }
  return taxed;
}

/**
 * Stripe reckons no tax on a price of which nobody said whether it is in there.
 * @throws {StripeError} 400 for one whose tax behavior is unspecified
 */
export function checkTaxBehavior(prices: Price[], at: string): void {
  const open = prices.find(({ tax_behavior: behavior }) => !behavior || behavior === 'unspecified');
  if (open) throw invalid(`Automatic tax needs the \`tax_behavior\` of the price ${open.id} to be specified.`, at);
}

/** @throws {StripeError} 400 customer_tax_location_invalid */
export function checkLocation(customer: Customer): void {
  if (isLocated(customer)) return;
  const message = 'The location of this customer is not known; automatic tax needs an address.';
  throw invalid(message, 'automatic_tax[enabled]', 'customer_tax_location_invalid');
}

/** What an invoice says of automatic tax: until there is an address, it waits for one. */
export function automaticTax(enabled: boolean, customer: Customer): Invoice['automatic_tax'] {
  if (!enabled) return { disabled_reason: null, enabled, liability: null, provider: null, status: null };
  const status = isLocated(customer) ? 'complete' : 'requires_location_inputs';
  return { disabled_reason: null, enabled, liability: { type: 'self' }, provider: 'stripe', status };
}

async function hasUnionNumber(work: Work, customer: Customer): Promise<boolean> {
  const own = new Conditions().add('customer = ?', customer.id).field('type', 'eu_vat');
  const { data } = await listObjects(work, 'tax_id', '', { limit: 100 }, own);
  return data.some(({ country }) => country !== HOME);
}

async function isExclusive(work: Work, line: InvoiceLine): Promise<boolean> {
  const named = line.pricing?.price_details?.price;
  const price = typeof named === 'string' ? await work.find('price', named) : null;
  return price?.tax_behavior === 'exclusive';
}

/** The rate of a country, made when first needed, as Stripe makes one of its own. */
async function rateOf(work: Work, country: string, percentage: number, exclusive: boolean): Promise<TaxRate> {
  const like = new Conditions()
    .field('country', country)
    .field('percentage', String(percentage))
    .field('inclusive', String(!exclusive))
    .field('jurisdiction_level', 'country');
  const [known] = (await listObjects(work, 'tax_rate', '', { limit: 1 }, like)).data;
  if (known) return known;
  const fields = { country, display_name: 'VAT', inclusive: !exclusive, percentage: String(percentage) };
  const made = taxRate(work.now, { ...fields, tax_type: 'vat', active: false });
  return work.create('tax_rate', { ...made, jurisdiction_level: 'country' });
}
