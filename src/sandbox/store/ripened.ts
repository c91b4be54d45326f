/**
 * An object as it is at `now` (seconds). What comes about by time alone, and is told of by no event, is not stored
 * again: money in the balance becomes available.
 */
export function ripened<T extends { object: string }>(object: T, now: number): T {
  if (object.object !== 'balance_transaction') return object;
  const { available_on: due } = object as unknown as { available_on: number };
  return due <= now ? { ...object, status: 'available' } : object;
}
