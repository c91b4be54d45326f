import { Instant, MoneyView, Nullable, Type, type Static } from '../../platform/index.js';
import type { Trouble } from './troubles.query.js';

export const TroubleView = Type.Object({
  id: Type.String(), kind: Type.Enum(['dispute', 'warning', 'refund', 'unsold']), reason: Type.String(), status: Type.String(), sum: MoneyView, at: Instant, dueAt: Nullable(Instant), name: Nullable(Type.String()),
  tier: Nullable(Type.String()), stripeUrl: Type.String(), refundUrl: Nullable(Type.String()), answered: Type.Boolean(),
});
export type TroubleView = Static<typeof TroubleView>;

/**
 * A dispute, a warning, a refund that failed or a membership at no price of ours, for whoever has to do something about it.
 * @param stripeUrl where Stripe shows what it is about
 */
export function troubleView(trouble: Trouble, stripeUrl: string): TroubleView {
  const { id, kind, reason, status, amount, currency, at, dueAt, name, tier, handle, accountId } = trouble;
  return {
    id, kind, reason: reason.replaceAll('_', ' '), status, sum: { amount, currency }, at: at.toISOString(), dueAt: dueAt?.toISOString() ?? null, name, tier, stripeUrl,
    refundUrl: handle && accountId ? wayOut(trouble, `/studio/${handle}/members/${accountId}/payments`) : null, answered: status.endsWith('under_review'),
  };
}

/** Where a page's owner gives the money back, or ends what is charged. */
function wayOut({ kind, invoiceId }: Trouble, payments: string): string | null {
  if (kind === 'unsold') return payments;
  return kind !== 'dispute' && invoiceId ? `${payments}/${invoiceId}` : null;
}
