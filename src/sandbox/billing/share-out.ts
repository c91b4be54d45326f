/**
 * Splits a whole amount by weights, without losing a unit: each share is rounded down, and what is left goes to those
 * that lost most. The shares have the weights' order and add up to `amount`.
 */
export function shareOut(amount: number, weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (amount * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = amount - shares.reduce((total, share) => total + share, 0);
  const byLoss = [...shares.keys()].sort((a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!));
  for (const index of byLoss.slice(0, left)) shares[index]! += 1;
  return shares;
}
