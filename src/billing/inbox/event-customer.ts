/** The customer an event speaks of, if any: the only thing in a payload we believe. */
export function customerOf(object: unknown): string | null {
  const { object: kind, id, customer } = (object ?? {}) as { object?: string; id?: unknown; customer?: unknown };
  if (kind === 'customer') return text(id);
  return text(customer) ?? text((customer as { id?: unknown } | null | undefined)?.id);
}

/** The charge that a refund, dispute or warning speaks of: these name no customer themselves. */
export function chargeOf(object: unknown): string | null {
  const { charge } = (object ?? {}) as { charge?: unknown };
  return typeof charge === 'string' && /^(ch|py)_/.test(charge) ? charge : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.startsWith('cus_') ? value : null;
}
