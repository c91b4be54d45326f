import { Injectable } from '@nestjs/common';
import { OnEvent, step } from '../platform/index.js';
import { Accounts, AddressChanged, LinkTokens } from '../members/index.js';
import { Customers } from './stripe/customers.service.js';
import { isRefusal, StripeClient } from './stripe/stripe.client.js';

/** Stripe writes to people, too: whoever has another address here has it there. */
@Injectable()
export class Addresses {
  constructor(
    private readonly stripe: StripeClient,
    private readonly customers: Customers,
    private readonly accounts: Accounts,
    private readonly tokens: LinkTokens,
  ) {}

  @OnEvent(AddressChanged)
  async follow({ tokenId }: AddressChanged): Promise<void> {
    const token = await this.tokens.recall(tokenId);
    const account = token?.account_id ? await this.accounts.byId(token.account_id) : null;
    if (!account || !this.stripe.enabled) return;
    for (const { customer_id: customer } of await this.customers.ofAccount(account.id)) {
      await step('address.update', () => this.stripe.api.customers.update(customer, { email: account.email }).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      }));
    }
  }
}
