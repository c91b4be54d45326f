/** A tier or its price went on sale, or off it; Stripe's catalogue follows. */
export class TierOffered {
  constructor(readonly tierId: string) {}
}
