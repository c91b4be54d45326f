/** A tier or its price went on sale, or off it; Stripe's catalogue follows. */
export class TierOffered {
  constructor(readonly tierId: string) {}
}

/** Another price took the place of one that people may be paying; they keep theirs. */
export class TierPriceChanged {
  constructor(readonly tierId: string, readonly beforeId: string, readonly nowId: string) {}
}

/** Another number of days for which a tier stays open while a payment is being sorted out. */
export class TierGraceChanged {
  constructor(readonly tierId: string) {}
}
