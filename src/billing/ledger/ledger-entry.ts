import { fromUnix } from '../../platform/clock/clock.js';
import { idOf } from '../stripe/reference.js';

/** One movement of the balance at Stripe, as it stands in the ledger. Minor units; `net` is `amount` less `fee`, and `tax` is the part of `fee` that is tax. */
export interface LedgerEntry {
  id: string;
  /** Stripe's reporting category, e.g. `charge`, `refund`, `refund_failure`, `dispute`, `dispute_reversal`, `fee`, `payout`. */
  kind: string;
  amount: number;
  fee: number;
  tax: number;
  net: number;
  currency: string;
  createdAt: Date;
  sourceId: string | null;
  /** The charge it is about: from it follow invoice, creator, tier and person, as far as they are known. */
  chargeId: string | null;
}

/** Of Stripe's balance transaction what the ledger keeps (API 2026-10-28), with `source` expanded. */
export interface StripeMovement {
  id: string;
  reporting_category: string;
  amount: number;
  fee: number;
  net: number;
  currency: string;
  created: number;
  fee_details: { amount: number; type: string }[];
  source: string | { id: string; object: string } | null;
}

/** Stripe's movement as our entry; pure. */
export function understandMovement({ id, reporting_category, amount, fee, net, currency, created, fee_details, source }: StripeMovement): LedgerEntry {
  return {
    id, kind: reporting_category, amount, fee, net, tax: fee_details.filter((one) => one.type === 'tax').reduce((sum, one) => sum + one.amount, 0), currency: currency.toUpperCase(),
    createdAt: fromUnix(created), sourceId: idOf(source), chargeId: chargeOf(source),
  };
}

/** A charge is its own; refunds and disputes name theirs; a payout is about none. */
function chargeOf(source: StripeMovement['source']): string | null {
  if (!source || typeof source === 'string') return null;
  if (source.object === 'charge') return source.id;
  const { charge } = source as { charge?: string | { id: string } | null };
  return idOf(charge);
}
