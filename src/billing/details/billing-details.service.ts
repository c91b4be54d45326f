import { Injectable } from '@nestjs/common';
import { type Actor, DomainError, InvalidInput } from '../../platform/index.js';
import { Customers } from '../stripe/customers.service.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import type { BillingDetails } from './billing-details.js';
import type { BillingDetailsDto } from './billing-details.dto.js';
import { CustomerDetails } from './customer-details.service.js';
import { taxNumberOf } from './tax-number.js';

/** One person's details, the same at each customer they are: Stripe has one for every currency they pay in. */
@Injectable()
export class BillingDetailsService {
  constructor(private readonly stripe: StripeClient, private readonly customers: Customers, private readonly details: CustomerDetails) {}

  /** @returns null for who never went to pay */
  async of({ accountId }: Actor): Promise<BillingDetails | null> {
    return this.stripe.enabled ? this.details.readFirst(await this.customersOf(accountId)) : null;
  }

  /** @throws InvalidInput for half an address, and a tax number that Stripe or we cannot read; DomainError `never_paid` */
  async change({ accountId }: Actor, wanted: BillingDetailsDto): Promise<void> {
    const details = readDetails(wanted, this.stripe.taxed);
    const customers = this.stripe.enabled ? await this.customersOf(accountId) : [];
    if (customers.length === 0) throw new DomainError('never_paid', 409);
    try {
      for (const customer of customers) await this.details.write(customer, details);
    } catch (error) {
      if (isRefusal(error) && error.code === 'tax_id_invalid') throw new InvalidInput({ taxNumber: { rule: 'taxNumber' } });
      if (isRefusal(error) && error.code === 'customer_tax_location_invalid') throw new InvalidInput({ postalCode: { rule: 'taxLocation' } });
      throw error;
    }
  }

  private async customersOf(accountId: string): Promise<string[]> {
    return (await this.customers.ofAccount(accountId)).map((row) => row.customer_id);
  }
}

/** An address is whole or not there, which it must be where tax is reckoned by it; and only its country tells what kind of number a tax number is. */
function readDetails({ name, taxNumber: typed, ...address }: BillingDetailsDto, isNeeded: boolean): BillingDetails {
  const { line1 = '', line2 = '', postalCode = '', city = '', region = '', country = '' } = address;
  const begun = isNeeded || [line1, line2, postalCode, city, region, country, typed].some(Boolean);
  const lacking = begun ? Object.entries({ line1, city, country }).filter(([, value]) => !value.trim()) : [];
  if (lacking.length > 0) throw new InvalidInput(Object.fromEntries(lacking.map(([field]) => [field, { rule: 'wholeAddress' }])));
  const taxNumber = typed?.trim() ? taxNumberOf(country, typed) : null;
  if (typed?.trim() && !taxNumber) throw new InvalidInput({ taxNumber: { rule: 'taxNumberCountry' } });
  return { name, line1, line2, postalCode, city, region, country, taxNumber };
}
