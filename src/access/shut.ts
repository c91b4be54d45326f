/** A paid tier that is kept for somebody and gives nothing. Knows no Stripe: billing projects it. */
export interface Shut {
  /**
   * `unpaid`: the bank said no for good and is not asked any more; `paused` by whoever runs the install, and not by its fan; `unsold`: moved by
   * them to a price that no tier has, which may go on being charged.
   */
  why: 'unpaid' | 'paused' | 'unsold';
  tierId: string;
  /** Since when it is theirs, in ISO 8601, where it goes on: the time to withdraw from it runs from then. */
  since?: string;
  /** What goes on being charged for it. */
  charge?: ShutCharge | null;
}

export interface ShutCharge {
  /** Minor units; null where it is not known before it is charged. */
  amount: number | null;
  currency: string;
  /** Charged every so many of these. */
  period: 'day' | 'week' | 'month' | 'year';
  every: number;
  /** When next, in ISO 8601. */
  at: string;
}
