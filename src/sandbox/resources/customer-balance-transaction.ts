import { Conditions, listObjects, paging } from '../api/list.js';
import { integer, mergeMetadata, metadata, range, required, text } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { changeBalance } from '../billing/customer-balance.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';

export type CustomerBalanceTransaction = Objects['customer_balance_transaction'];

interface Entry {
  customer: string;
  /** Minor units; negative for credit. */
  amount: number;
  /** What the balance is afterwards. */
  balance: number;
  currency: string;
  type: CustomerBalanceTransaction['type'];
}

/** A change of what a customer owes, as it travels. */
export function customerBalanceTransaction(now: number, entry: Entry): CustomerBalanceTransaction {
  return {
    id: newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount: entry.amount,
    checkout_session: null,
    created: now,
    credit_note: null,
    currency: entry.currency,
    customer: entry.customer,
    customer_account: null,
    description: null,
    ending_balance: entry.balance,
    invoice: null,
    livemode: false,
    metadata: {},
    type: entry.type,
  };
}

const PATH = '/v1/customers/:id/balance_transactions';
const createShape = { amount: required(integer), currency: required(text), description: text, metadata };

export const customerBalanceTransactionRoutes = [
  route('POST', PATH, createShape, async (work, fields, id) => {
    const customer = await work.load('customer', id);
    const currency = fields.currency.toLowerCase();
    if (customer.currency && customer.currency !== currency)
      throw invalid(`This customer is billed in ${customer.currency}.`, 'currency');
    const why = { description: fields.description ?? null, metadata: mergeMetadata({}, fields.metadata) };
    return changeBalance(work, customer, fields.amount, currency, 'adjustment', why);
  }),
  route('GET', PATH, { ...paging, created: range, invoice: text }, async (work, { created, invoice, ...page }, id) => {
    await work.load('customer', id);
    const conditions = new Conditions().add('customer = ?', id).field('invoice', invoice).created(created);
    const url = PATH.replace(':id', id);
    return listObjects(work, 'customer_balance_transaction', url, page, conditions);
  }),
];
