import { Injectable } from '@nestjs/common';
import { Clock, Database, step } from '../../platform/index.js';
import type { Account } from '../../members/index.js';
import { CustomerDetails } from '../details/customer-details.service.js';
import { Operations } from './operations.service.js';
import { isRefusal, StripeClient } from './stripe.client.js';

export interface CustomerBinding {
  stripe_account: string;
  customer_id: string;
  account_id: string;
  dirty_seq: string;
  synced_seq: string;
  /** Id of the newest event of this customer in the inbox, read together with the counters. */
  last_event: string | null;
}

const BATCH = 500;

/** One Stripe Customer for each (Stripe account, account, currency): Stripe allows a customer one currency. */
@Injectable()
export class Customers {
  constructor(
    private readonly db: Database,
    private readonly operations: Operations,
    private readonly stripe: StripeClient,
    private readonly clock: Clock,
    private readonly details: CustomerDetails,
  ) {}

  /** The customer of an account in a currency, made when first needed. @returns Stripe's id */
  async ensure(account: Account, currency: string): Promise<string> {
    const stripeAccount = await this.stripe.account();
    const [bound] = await this.db.sql<{ customer_id: string }>(
      'customers.bound', 'select customer_id from stripe_customer where stripe_account = $1 and account_id = $2 and currency = $3 and gone_at is null and adopted_at is null',
      [stripeAccount, account.id, currency],
    );
    if (bound) return bound.customer_id;
    const params = { email: account.email, name: account.name, preferred_locales: [account.language], metadata: { account: account.id, currency } };
    const id = await this.operations.run('customer', `${account.id} ${currency}`, params, async (sent, idempotencyKey) => {
      const made = await this.made(account, currency) ?? (await this.stripe.api.customers.create(sent, { idempotencyKey })).id;
      await this.takeOverDetails(account.id, made);
      return made;
    });
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
      `select stripe_account, customer_id, account_id, dirty_seq, synced_seq,
         (select max(id) from inbox_event where source = $1 and customer_id = $2) as last_event
       from stripe_customer where stripe_account = $1 and customer_id = $2`,
      [stripeAccount, customerId],
    );
    return row ?? null;
  }

  /** The customers of an account, of every currency. */
  async ofAccount(accountId: string): Promise<{ stripe_account: string; customer_id: string }[]> {
    return this.db.sql('customers.ofAccount', 'select stripe_account, customer_id from stripe_customer where account_id = $1 and gone_at is null order by customer_id', [accountId]);
  }

  /** Every customer that Stripe still has, a batch at a time. */
  async *everyone(): AsyncGenerator<{ account: string; customer: string }> {
    const account = await this.stripe.account();
    for (let after = ''; ;) {
      const batch = await this.db.sql<{ customer: string }>(
        'customers.everyone', `select customer_id as customer from stripe_customer where stripe_account = $1 and customer_id > $2 and gone_at is null order by customer_id limit ${BATCH}`, [account, after],
      );
      for (const { customer } of batch) yield { account, customer };
      if (batch.length < BATCH) return;
      after = batch.at(-1)!.customer;
    }
  }

  /** Notes that Stripe deleted a customer: the next purchase makes another. */
  async retire({ stripe_account: stripeAccount, customer_id: customerId }: CustomerBinding): Promise<void> {
    const now = this.clock.system();
    await this.db.sql('customers.retire', 'update stripe_customer set gone_at = $3 where stripe_account = $1 and customer_id = $2', [stripeAccount, customerId, now]);
    await this.db.sql(
      'customers.retireOperation', "update operation set failure = 'deleted at Stripe' where stripe_account = $1 and kind = 'customer' and result_id = $2", [stripeAccount, customerId],
    );
  }

  /** What somebody said once about their invoices holds for a further currency, too; what Stripe refuses to print is no reason not to sell. */
  private async takeOverDetails(accountId: string, customer: string): Promise<void> {
    const elders = (await this.ofAccount(accountId)).map((row) => row.customer_id).filter((elder) => elder !== customer);
    try {
      const details = await this.details.readFirst(elders);
      if (details) await this.details.write(customer, details);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }

  /** A customer that an earlier try made although its answer was lost and its key has run out. */
  private async made(account: Account, currency: string): Promise<string | undefined> {
    const { data } = await step('customers.made', () => this.stripe.api.customers.list({ email: account.email, limit: 20 }));
    return data.find(({ metadata }) => metadata.account === account.id && metadata.currency === currency)?.id;
  }
}
