import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import type { Account } from '../../members/index.js';
import { Operations } from './operations.service.js';
import { StripeClient } from './stripe.client.js';

export interface CustomerBinding {
  stripe_account: string;
  customer_id: string;
  account_id: string;
  dirty_seq: string;
  synced_seq: string;
}

/** One Stripe Customer for each (Stripe account, account, currency): Stripe allows a customer one currency. */
@Injectable()
export class Customers {
  constructor(private readonly db: Database, private readonly operations: Operations, private readonly stripe: StripeClient) {}

  /** The customer of an account in a currency, made when first needed. @returns Stripe's id */
  async ensure(account: Account, currency: string): Promise<string> {
    const stripeAccount = await this.stripe.account();
    const [bound] = await this.db.sql<{ customer_id: string }>(
      'customers.bound', 'select customer_id from stripe_customer where stripe_account = $1 and account_id = $2 and currency = $3',
      [stripeAccount, account.id, currency],
    );
    if (bound) return bound.customer_id;
    const params = { email: account.email, name: account.name, preferred_locales: [account.language], metadata: { account: account.id } };
    const id = await this.operations.run('customer', `${account.id} ${currency}`, params, async (sent, idempotencyKey) =>
      (await this.stripe.api.customers.create(sent, { idempotencyKey })).id);
    await this.db.sql(
      'customers.bind',
      `insert into stripe_customer (stripe_account, customer_id, account_id, currency) values ($1, $2, $3, $4) on conflict do nothing`,
      [stripeAccount, id, account.id, currency],
    );
    return id;
  }

  async find(stripeAccount: string, customerId: string): Promise<CustomerBinding | null> {
    const [row] = await this.db.sql<CustomerBinding>(
      'customers.find',
      'select stripe_account, customer_id, account_id, dirty_seq, synced_seq from stripe_customer where stripe_account = $1 and customer_id = $2',
      [stripeAccount, customerId],
    );
    return row ?? null;
  }
}
