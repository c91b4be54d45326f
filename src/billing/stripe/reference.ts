/** Stripe's id of what may stand there whole, as an id, or not at all (docs: expanding responses). */
export function idOf(reference: string | { id?: string } | null | undefined): string | null {
  return (typeof reference === 'string' ? reference : reference?.id) ?? null;
}
