/** Somebody's first payment for a tier arrived. */
export class PaidMembershipStarted {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string) {}
}

/** A page closed, and this membership's money has gone back as far as it was not given yet. */
export class MembershipClosed {
  constructor(readonly accountId: string, readonly creatorId: string, readonly subscriptionId: string) {}
}
