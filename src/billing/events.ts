/** Somebody's first payment for a tier arrived. */
export class PaidMembershipStarted {
  constructor(readonly accountId: string, readonly creatorId: string, readonly tierId: string, readonly subscriptionId: string) {}
}
