import { Conditions, listObjects, paging } from '../api/list.js';
import { range, text } from '../api/params.js';
import { route } from '../api/route.js';
import { startOfDay } from '../clock.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';

export type BalanceTransaction = Objects['balance_transaction'];

interface Movement {
  /** Minor units; negative for money that leaves the balance. */
  amount: number;
  currency: string;
  type: BalanceTransaction['type'];
  category: string;
  source: string;
  description: string | null;
  fee?: number;
  feeWords?: string;
}

const DAY = 86_400;
const DAYS_UNTIL_AVAILABLE = 7;

/** A movement of the balance, as it travels: pending until midnight of the seventh day after. */
export function balanceTransaction(now: number, movement: Movement): BalanceTransaction {
  const { amount, currency, fee = 0, feeWords = 'Stripe processing fees' } = movement;
  const detail = { amount: fee, application: null, currency, description: feeWords, type: 'stripe_fee' };
  return {
    id: newId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: startOfDay(now) + DAYS_UNTIL_AVAILABLE * DAY,
    balance_type: 'payments',
    created: now,
    currency,
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [detail],
    net: amount - fee,
    reporting_category: movement.category,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  };
}

/** Stores a movement of the balance. Stripe sends no event for one. */
export function moveBalance(work: Work, movement: Movement): Promise<BalanceTransaction> {
  return work.create('balance_transaction', balanceTransaction(work.now, movement));
}

/**
 * What Stripe keeps of a card payment, in minor units: 2.9 % + 30 in dollars, as in the recorded calls, else
 * 1.5 % + 25, the price of a European card.
 */
export function feeOf(amount: number, currency: string): number {
  return currency === 'usd' ? Math.round(amount * 0.029) + 30 : Math.round(amount * 0.015) + 25;
}

export const balanceTransactionRoutes = [
  route(
    'GET',
    '/v1/balance_transactions',
    { ...paging, created: range, currency: text, source: text, type: text },
    (work, { created, currency, source, type, ...page }) => {
      const conditions = new Conditions().field('currency', currency).field('source', source).field('type', type);
      return listObjects(work, 'balance_transaction', '/v1/balance_transactions', page, conditions.created(created));
    },
  ),
  route('GET', '/v1/balance_transactions/:id', {}, (work, _fields, id) => work.load('balance_transaction', id)),
];
