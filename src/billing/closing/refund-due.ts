/** One line of a paid invoice: what was charged, for which span of time. A credit is negative. */
export interface PaidSpan {
  amount: number;
  from: Date;
  until: Date;
}

/**
 * What of one payment goes back when what it was for ends at an instant: the part of its spans that is still ahead, in minor
 * units, rounded up, so that a fan never loses. Never more than is left of the payment after earlier refunds, and never less
 * the earlier the end comes.
 * @param paid what the payment took, tax and discount within it
 * @param refunded what has gone back already
 */
export function refundDue(paid: number, refunded: number, spans: PaidSpan[], at: Date): number {
  const charged = spans.filter((span) => span.amount > 0);
  const whole = charged.reduce((sum, span) => sum + span.amount, 0);
  const ahead = charged.reduce((sum, span) => sum + span.amount * shareAhead(span, at), 0);
  const due = whole > 0 ? Math.ceil(round((paid * ahead) / whole)) : 0;
  return Math.max(0, Math.min(due, paid - refunded));
}

function shareAhead({ from, until }: PaidSpan, at: Date): number {
  const length = until.getTime() - from.getTime();
  if (length <= 0) return at < until ? 1 : 0;
  return Math.min(1, Math.max(0, (until.getTime() - at.getTime()) / length));
}

/** Takes the last bits of floating point away, which would otherwise round a whole sum up by one. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
