import { Nullable, Type, type Static } from '../../platform/index.js';
import type { Tier } from '../../tiers/index.js';

/** Free days as they are offered to one person; null to whoever cannot have them. */
export const TrialView = Nullable(Type.Object({ days: Type.Integer(), card: Type.Boolean() }));
export type TrialTerms = Static<typeof TrialView>;

/**
 * What a tier's free days are to somebody. Without a card they are for those whose address is proved alone, or anybody
 * could have them anew each month.
 * @param may whether they can have any here
 */
export function trialTerms(tier: Pick<Tier, 'trialDays' | 'trialCard'>, may: boolean, proved: boolean): TrialTerms {
  return may && tier.trialDays !== null ? { days: tier.trialDays, card: tier.trialCard || !proved } : null;
}

/** What the till is told of them (docs: free trials): without a card by the end it is over, and nothing is owed. */
export function trialParams(terms: TrialTerms) {
  if (!terms) return {};
  return {
    subscription_data: { trial_period_days: terms.days, trial_settings: { end_behavior: { missing_payment_method: 'cancel' as const } } },
    ...(!terms.card && { payment_method_collection: 'if_required' as const }),
  };
}

/** Whether two tills promise the same. */
export function sameTrial(one: TillParams, other: TillParams): boolean {
  return one.subscription_data?.trial_period_days === other.subscription_data?.trial_period_days && one.payment_method_collection === other.payment_method_collection;
}

interface TillParams {
  subscription_data?: { trial_period_days?: number };
  payment_method_collection?: string;
}
