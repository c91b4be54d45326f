/** A paid tier that is kept for somebody and gives nothing. Knows no Stripe: billing projects it. */
export interface Shut {
  /** `unpaid`: the bank said no for good and is not asked any more; `paused` by whoever runs the install, and not by its fan. */
  why: 'unpaid' | 'paused';
  tierId: string;
}
