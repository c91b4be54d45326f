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
