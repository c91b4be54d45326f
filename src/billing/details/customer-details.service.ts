import { Injectable } from '@nestjs/common';
import { step } from '../../platform/index.js';
import { isMissing, patiently, StripeClient } from '../stripe/stripe.client.js';
import { type BillingDetails, customerParams, detailsOf } from './billing-details.js';
import type { TaxNumber } from './tax-number.js';

/** What Stripe prints on a customer's invoices. Stripe alone keeps it: we hold no list of who lives where. */
@Injectable()
export class CustomerDetails {
  constructor(private readonly stripe: StripeClient) {}

  /** @returns of several customers who are one person, what the first says that says more than a name; null for none that Stripe still has */
  async readFirst(customers: string[]): Promise<BillingDetails | null> {
    let first: BillingDetails | null = null;
    for (const customer of customers) {
      const found = await this.read(customer);
      if (found?.country || found?.taxNumber) return found;
      first ??= found;
    }
    return first;
  }

  /**
   * Makes Stripe print these from the next invoice on. May run again, and two at once end in one tax number.
   * @throws Stripe's refusal of the tax number (`tax_id_invalid`), before anything else is changed, or of where tax is reckoned (`customer_tax_location_invalid`)
   */
  async write(customer: string, details: BillingDetails): Promise<void> {
    await this.putTaxNumber(customer, details.taxNumber);
    await step('details.update', () => patiently(() => this.stripe.api.customers.update(customer, customerParams(details, this.stripe.taxed)))).catch(nullIfMissing);
  }

  private async read(customer: string): Promise<BillingDetails | null> {
    const found = await step('details.read', () => this.stripe.api.customers.retrieve(customer, { expand: ['tax_ids'] })).catch(nullIfMissing);
    return found && !found.deleted ? detailsOf(found) : null;
  }

  /** The new number first: one that is refused leaves the old one standing. Of two that are the same the older stays, whoever looks. */
  private async putTaxNumber(customer: string, wanted: TaxNumber | null): Promise<void> {
    const isWanted = (one: TaxNumber) => one.type === wanted?.type && one.value === wanted.value;
    let standing = await this.taxNumbers(customer);
    let kept = standing.findLast(isWanted);
    if (wanted && !kept) {
      const made = await step('details.addTaxNumber', () => patiently(() => this.stripe.api.customers.createTaxId(customer, wanted))).catch(nullIfMissing);
      standing = await this.taxNumbers(customer);
      kept = standing.findLast(isWanted) ?? made ?? undefined;
    }
    for (const { id } of standing.filter((one) => one.id !== kept?.id)) {
      await step('details.dropTaxNumber', () => patiently(() => this.stripe.api.customers.deleteTaxId(customer, id))).catch(nullIfMissing);
    }
  }

  /** The newest first. */
  private async taxNumbers(customer: string): Promise<(TaxNumber & { id: string })[]> {
    return (await step('details.taxNumbers', () => this.stripe.api.customers.listTaxIds(customer, { limit: 100 })).catch(nullIfMissing))?.data ?? [];
  }
}

/** Customers and numbers may be deleted beside us, in Stripe's dashboard. */
function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}
