/** A page was closed. Until `beginsAt` its owner may change their mind; then its memberships end. */
export class CreatorClosed {
  constructor(readonly creatorId: string, readonly beginsAt: string) {}
}

/** A closed page's memberships began to end: from here there is no way back. */
export class CreatorClosingBegan {
  constructor(readonly creatorId: string) {}
}
