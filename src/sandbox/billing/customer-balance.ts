import type { Customer } from '../resources/customer.js';
import {
  customerBalanceTransaction,
  type CustomerBalanceTransaction,
} from '../resources/customer-balance-transaction.js';
import type { Work } from '../store/work.js';

type Why = Partial<Pick<CustomerBalanceTransaction, 'credit_note' | 'invoice' | 'description' | 'metadata'>>;

/**
 * Changes what a customer owes or has to their credit by `amount` minor units: negative is credit. The customer's next
 * invoice takes it into account.
 */
export async function changeBalance(
  work: Work,
  customer: Customer,
  amount: number,
  currency: string,
  type: CustomerBalanceTransaction['type'],
  why: Why = {},
): Promise<CustomerBalanceTransaction> {
  const balance = customer.balance + amount;
  const changes = { balance, currency: customer.currency ?? currency };
  await work.change('customer', customer, changes, 'customer.updated');
  const made = customerBalanceTransaction(work.now, { customer: customer.id, amount, balance, currency, type });
  return work.create('customer_balance_transaction', { ...made, ...why });
}
