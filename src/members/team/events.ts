/** Somebody was asked onto a team, or once more. */
export class TeamInvited {
  constructor(readonly invitationId: string, readonly at: string) {}
}

export class TeamRoleChanged {
  constructor(readonly creatorId: string, readonly accountId: string, readonly role: 'editor' | 'community', readonly at: string) {}
}

export class TeamRoleEnded {
  constructor(readonly creatorId: string, readonly accountId: string, readonly at: string) {}
}

export class OwnershipMoved {
  constructor(readonly creatorId: string, readonly from: string, readonly to: string, readonly at: string) {}
}
