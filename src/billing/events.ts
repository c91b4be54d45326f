/** Somebody's first payment for a tier arrived. */
export class PaidMembershipStarted {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string) {}
}

/** A page closed, and this membership's money has gone back as far as it was not given yet. */
export class MembershipClosed {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string) {}
}

/** Money arrived for one invoice. */
export class PaymentReceived {
  constructor(readonly accountId: string, readonly creatorId: string, readonly invoiceId: string) {}
}

/** The bank said no to a renewal, for the `attempt`th time. */
export class PaymentFailed {
  constructor(readonly accountId: string, readonly creatorId: string, readonly invoiceId: string, readonly attempt: number) {}
}

/** Money of one invoice went back. `refunded`: what was ever given of it, in minor units, with what did not arrive. */
export class PaymentRefunded {
  constructor(readonly accountId: string, readonly creatorId: string, readonly invoiceId: string, readonly refunded: number) {}
}

/** Money that was given back did not arrive: the bank sent it back to us. */
export class RefundFailed {
  constructor(readonly accountId: string, readonly creatorId: string, readonly invoiceId: string, readonly refundId: string) {}
}

/** Somebody cancelled a paid tier; it stays theirs until it ends. */
export class MembershipEnding {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string, readonly canceledAt: string) {}
}

/**
 * A paid tier is over: because its fan left, the bank went on saying no, its free days ended without a card or had been had before, or
 * (`gone`) the fan's customer was deleted at Stripe.
 */
export class PaidMembershipEnded {
  constructor(
    readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string, readonly unpaid: boolean,
    readonly trial: 'over' | 'repeated' | null = null, readonly gone = false,
  ) {}
}

/** A paid tier was paused: by its fan, to whom it stays as far as it is paid for, or at Stripe, where it rests at once. */
export class MembershipPaused {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string, readonly cause: string) {}
}

/** Somebody moved a membership, at Stripe, to a price that no tier of ours has: it opens nothing, and may go on being charged. */
export class MembershipUnsold {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string, readonly cause: string) {}
}

/** A pause ends before long, with a charge. */
export class PauseEnding {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string, readonly chargeAt: string) {}
}

/** Free days end before long. */
export class TrialEnding {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string, readonly endsAt: string) {}
}

/** A card that memberships are paid with runs out within a month. */
export class CardExpiring {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string, readonly cause: string) {}
}

/** A membership went over to another tier or period: at once, for `charged` minor units, or because it was time. */
export class MembershipChanged {
  constructor(
    readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string, readonly cause: string, readonly fromTierId: string, readonly charged: number,
  ) {}
}

/** Somebody agreed to another tier or period, from the end of what is paid for on. */
export class ChangeScheduled {
  constructor(readonly accountId: string, readonly creatorId: string, readonly source: string) {}
}

/** Somebody took a scheduled change back: `tierId` stays theirs. */
export class ChangeUndone {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly source: string) {}
}

/** A change waits for its payment: the bank said no, or asks its customer first. */
export class ChangeUnpaid {
  constructor(readonly accountId: string, readonly creatorId: string, readonly source: string) {}
}

/** A page moves members from an earlier price to the present one: each is to be told. */
export class PriceMoveAnnounced {
  constructor(readonly moveId: string) {}
}

/** A price that a member was told of does not come after all. */
export class PriceMoveRecalled {
  constructor(readonly moveId: string, readonly accountId: string, readonly creatorId: string) {}
}

/** A yearly membership renews before long. */
export class RenewalAhead {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string, readonly renewsAt: string) {}
}

/** A payment is disputed at its bank, or a dispute was decided. */
export class DisputeMoved {
  constructor(readonly accountId: string | null, readonly creatorId: string | null, readonly disputeId: string, readonly to: 'opened' | 'won' | 'lost') {}
}

/** A bank warns that a payment may be fraud; nothing follows by itself. */
export class FraudWarned {
  constructor(readonly creatorId: string | null, readonly warningId: string) {}
}

/** Somebody took back what they agreed to, within the time that the law gives. */
export class MembershipWithdrawn {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string) {}
}

/** The page ended somebody's paid membership at once. */
export class MembershipEndedByPage {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string) {}
}
