/** Somebody follows a creator for the first time since they last left. */
export class MembershipStarted {
  constructor(readonly membershipId: string) {}
}

export class MembershipEnded {
  constructor(readonly accountId: string, readonly creatorId: string) {}
}

/** Somebody was given a tier; they are told. */
export class ComplimentaryGiven {
  constructor(readonly grantId: string) {}
}

/** People ask a page to be let in to a tier that is on request, and its owner has not been told yet. */
export class RequestsWaiting {
  constructor(readonly creatorId: string, readonly at: string) {}
}

/** A page answered somebody who asked to be let in; they are told. */
export class TierRequestAnswered {
  constructor(readonly requestId: string) {}
}
