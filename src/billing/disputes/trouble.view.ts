import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import type { Trouble } from './troubles.query.js';

export const TroubleView = Type.Object({
  id: Type.String(), kind: Type.Enum(['dispute', 'warning', 'refund']), reason: Type.String(), status: Type.String(), sum: MoneyView, at: Instant, dueAt: Nullable(Instant), name: Nullable(Type.String()),
  tier: Nullable(Type.String()), stripeUrl: Type.String(), refundUrl: Nullable(Type.String()), answered: Type.Boolean(),
});
export type TroubleView = Static<typeof TroubleView>;

/**
 * A dispute, a warning or a refund that failed, for whoever has to do something about it.
 * @param stripeUrl where Stripe shows the payment
 */
export function troubleView(trouble: Trouble, stripeUrl: string): TroubleView {
  const { id, kind, reason, status, amount, currency, at, dueAt, name, tier, handle, accountId, invoiceId } = trouble;
  return {
    id, kind, reason: reason.replaceAll('_', ' '), status, sum: { amount, currency }, at: at.toISOString(), dueAt: dueAt?.toISOString() ?? null, name, tier, stripeUrl,
    refundUrl: kind !== 'dispute' && handle && accountId && invoiceId ? `/studio/${handle}/members/${accountId}/payments/${invoiceId}` : null, answered: status.endsWith('under_review'),
  };
}
